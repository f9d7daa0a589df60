package dev.kafkaconnect.bench.report;

import dev.kafkaconnect.bench.figures.Figure;
import java.util.List;

/** What the table of all figures says of the benchmarks. Pure. */
public final class PureFigures {
    private PureFigures() {}

    public static List<Figure> of(List<Measured> measured, Allocations committed) {
        List<String> problems = committed.problems(measured);
        List<String> steep = measured.stream()
                .filter(one -> Growth.of(one, measured)
                        .filter(growth -> growth.moreThanLinear().contains("bytes"))
                        .isPresent())
                .map(Measured::name)
                .toList();
        return List.of(
                figure(
                        "pure functions that allocate over 20 % more than bench/allocations.json",
                        Figure.Kind.COUNT, problems, measured.size()),
                figure(
                        "pure functions whose bytes grow faster than their input",
                        Figure.Kind.MEASURE,
                        steep,
                        measured.size()));
    }

    private static Figure figure(String name, Figure.Kind kind, List<String> found, int all) {
        return new Figure(
                name,
                kind,
                found.size(),
                "",
                0.0,
                found.isEmpty() ? "of %d benchmarks".formatted(all) : String.join("; ", found),
                null);
    }
}
