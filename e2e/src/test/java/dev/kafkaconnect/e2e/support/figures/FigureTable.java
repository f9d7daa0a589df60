package dev.kafkaconnect.e2e.support.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures of a run as people read them. Called by {@link Figures}. */
final class FigureTable {
    private static final List<String> HEAD = List.of("FIGURE", "VALUE", "LIMIT", "", "BESIDE");

    private FigureTable() {}

    static String of(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        figures.forEach(figure -> rows.add(List.of(
                figure.name(),
                figure.amount(),
                figure.most(),
                figure.verdict(),
                figure.peer() == null ? "" : figure.peer())));
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths) + "\n").collect(Collectors.joining());
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
