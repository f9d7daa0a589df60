package dev.kafkaconnect.bench.figures;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows with columns as wide as their widest cell. Pure. */
public final class TextTable {

    private TextTable() {}

    /** @param texts so many columns, and the last one, are aligned to the left, the others to the right */
    public static String of(List<List<String>> rows, int texts) {
        int columns = rows.getFirst().size();
        List<Integer> widths = IntStream.range(0, columns)
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths, texts) + "\n").collect(Collectors.joining());
    }

    private static String line(List<String> row, List<Integer> widths, int texts) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> {
                    String gap = " ".repeat(widths.get(column) - row.get(column).length());
                    return column < texts || column == row.size() - 1 ? row.get(column) + gap : gap + row.get(column);
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
