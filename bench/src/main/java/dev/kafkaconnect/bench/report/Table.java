package dev.kafkaconnect.bench.report;

import dev.kafkaconnect.bench.figures.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as people read them. Pure. */
public final class Table {
    private static final List<String> HEAD =
            List.of("BENCHMARK", "SIZE", "MEDIAN TIME", "BYTES", "GROWTH OF TIME", "OF BYTES", "");

    /** The name; numbers are aligned to the right. */
    private static final int TEXTS = 1;

    private Table() {}

    public static String of(List<Measured> measured) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        measured.forEach(one -> rows.add(row(one, Growth.of(one, measured))));
        return TextTable.of(rows, TEXTS);
    }

    private static List<String> row(Measured measured, Optional<Growth> growth) {
        return List.of(
                measured.benchmark(),
                measured.parameter() + "=" + measured.size(),
                number("%,.1f µs", measured.micros()),
                number("%,.0f", measured.bytes()),
                growth.map(since -> number("%.2f", since.time())).orElse("-"),
                growth.map(since -> number("%.2f", since.bytes())).orElse("-"),
                growth.map(Growth::moreThanLinear)
                        .filter(costs -> !costs.isEmpty())
                        .map(costs -> "more than linear: " + String.join(", ", costs))
                        .orElse(""));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
