package dev.kafkaconnect.bench.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures of a run as people read them: in a terminal, and on the page of the documentation. Pure. */
final class FigureTable {
    private static final List<String> HEAD = List.of("what", "goal", "figure", "met", "last", "beside");

    /** Columns of the page: it has no run before. */
    private static final int LAST = 4;

    private static final int LEFT = HEAD.size();

    private FigureTable() {}

    /** @param last the run that was recorded last, null for none */
    static String text(Run run, @Nullable Run last) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD.stream().map(head -> head.toUpperCase(Locale.ROOT)).toList());
        run.rows().forEach(figure -> rows.add(row(figure, last)));
        return TextTable.of(rows, LEFT);
    }

    static String markdown(Run run) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(withoutLast(HEAD));
        rows.add(withoutLast(HEAD.stream().map(head -> "---").toList()));
        run.rows().forEach(figure -> rows.add(withoutLast(row(figure, null))));
        return rows.stream()
                .map(row -> "| %s |".formatted(String.join(" | ", row)))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> withoutLast(List<String> row) {
        List<String> shorter = new ArrayList<>(row);
        shorter.remove(LAST);
        return shorter;
    }

    private static List<String> row(Figure figure, @Nullable Run last) {
        return List.of(
                figure.name(),
                figure.most(),
                figure.amount(),
                figure.met(),
                last == null
                        ? ""
                        : last.like(figure).map(before -> drift(before, figure)).orElse("new"),
                figure.beside() == null ? "" : figure.beside());
    }

    private static String drift(Figure before, Figure now) {
        String value = Figure.number(before.value());
        return before.value() == 0 || before.value() == now.value()
                ? value
                : String.format(Locale.ROOT, "%s (%+.0f %%)", value, (now.value() / before.value() - 1) * 100);
    }
}
