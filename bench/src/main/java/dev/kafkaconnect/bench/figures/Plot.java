package dev.kafkaconnect.bench.figures;

import dev.kafkaconnect.bench.figures.Curve.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How costs grow with the number of connectors, as SVG: each as a multiple of itself at its smallest number, both axes logarithmic,
 * so that the dashed line is what grows linearly. Pure.
 */
public final class Plot {
    private static final int WIDTH = 860;
    private static final int LEFT = 60;
    private static final int RIGHT = 500;
    private static final int TOP = 40;
    private static final int BOTTOM = 400;
    private static final int LEGEND = RIGHT + 20;
    private static final int LEGEND_ROW = 38;
    private static final List<String> COLOURS =
            List.of("#0b6e99", "#c2410c", "#3f7d20", "#7c3aed", "#a16207", "#be185d", "#334155");

    private final StringBuilder svg = new StringBuilder();
    private final double decades;
    private final double fewest;

    private Plot(List<Curve> curves) {
        fewest = curves.stream()
                .mapToInt(curve -> curve.points().getFirst().connectors())
                .min()
                .orElse(1);
        double most = curves.stream()
                .mapToInt(curve -> curve.points().getLast().connectors())
                .max()
                .orElse(10);
        double growth = curves.stream()
                .flatMap(curve -> curve.points().stream().map(point -> multiple(curve, point)))
                .mapToDouble(multiple -> multiple)
                .max()
                .orElse(1);
        decades = Math.max(1, Math.ceil(Math.log10(Math.max(most / fewest, growth))));
    }

    public static String of(List<Curve> all) {
        List<Curve> curves = all.stream()
                .filter(curve -> curve.points().size() > 1)
                .filter(curve -> curve.points().getFirst().value() > 0)
                .toList();
        return new Plot(curves).drawn(curves);
    }

    private static double multiple(Curve curve, Point point) {
        return point.value() / curve.points().getFirst().value();
    }

    private String drawn(List<Curve> curves) {
        int height = Math.max(BOTTOM + 50, TOP + curves.size() * LEGEND_ROW + 20);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, height);
        add("<title>Cost by number of connectors, as a multiple of the cost at the smallest number</title>");
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        grid();
        line(
                "#64748b\" stroke-dasharray=\"5 4",
                x(fewest),
                y(1),
                x(fewest * Math.pow(10, decades)),
                y(Math.pow(10, decades)));
        text(x(fewest * Math.pow(10, decades)) - 40, y(Math.pow(10, decades)) - 8, "#64748b", "linear");
        IntStream.range(0, curves.size()).forEach(index -> curve(curves.get(index), index));
        text(LEFT, TOP - 18, "#0f172a", "cost, as a multiple of the cost at the smallest number");
        text((LEFT + RIGHT) / 2.0 - 30, BOTTOM + 38, "#0f172a", "connectors");
        return svg.append("</svg>\n").toString();
    }

    private void grid() {
        for (int decade = 0; decade <= decades; decade++) {
            double power = Math.pow(10, decade);
            line("#e2e8f0", LEFT, y(power), RIGHT, y(power));
            line("#e2e8f0", x(fewest * power), TOP, x(fewest * power), BOTTOM);
            text(LEFT - 50, y(power) + 4, "#475569", "× " + Figure.number(power));
            text(x(fewest * power) - 14, BOTTOM + 18, "#475569", Figure.number(fewest * power));
        }
    }

    private void curve(Curve curve, int index) {
        String colour = COLOURS.get(index % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (Point point : curve.points()) {
            double x = x(point.connectors());
            double y = y(multiple(curve, point));
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x, y));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, colour);
        }
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
        double row = TOP + index * (double) LEGEND_ROW;
        add("<rect x=\"%d\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>", LEGEND, row, colour);
        text(LEGEND + 20, row + 6, "#0f172a", curve.name());
        text(
                LEGEND + 20,
                row + 21,
                "#475569",
                "%s → %s"
                        .formatted(
                                curve.amount(curve.points().getFirst()),
                                curve.amount(curve.points().getLast())));
    }

    private double x(double connectors) {
        return LEFT + Math.log10(connectors / fewest) / decades * (RIGHT - LEFT);
    }

    /** What costs less than at the smallest number is drawn as if it did not. */
    private double y(double multiple) {
        return BOTTOM - Math.max(0, Math.log10(multiple)) / decades * (BOTTOM - TOP);
    }

    private void line(String stroke, double fromX, double fromY, double toX, double toY) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"" + stroke + "\"/>",
                fromX,
                fromY,
                toX,
                toY);
    }

    private void text(double x, double y, String colour, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>",
                x, y, colour, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
