package dev.kafkaconnect.bench.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one cost is at several numbers of connectors, the smallest number first. Pure.
 *
 * @param points not empty
 */
public record Curve(String name, String unit, List<Point> points) {

    public record Point(int connectors, double value) {}

    /** Linear at most. */
    private static final double GOAL = 1;

    public static List<Curve> of(List<Figure> figures) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (Figure figure : figures) {
            if (figure.connectors() != null) {
                curves.computeIfAbsent(figure.name(), name -> new Curve(name, figure.unit(), new ArrayList<>()))
                        .points()
                        .add(new Point(figure.connectors(), figure.value()));
            }
        }
        curves.values().forEach(curve -> curve.points().sort(Comparator.comparingInt(Point::connectors)));
        return List.copyOf(curves.values());
    }

    /**
     * The exponent between the two largest numbers, where a part that does not grow shows least, to one decimal: 1 is linear, 2 quadratic.
     * Empty for a single point, and where nothing was measured.
     */
    Optional<Figure> growth() {
        if (points.size() < 2) {
            return Optional.empty();
        }
        Point larger = points.getLast();
        Point smaller = points.get(points.size() - 2);
        if (smaller.value() <= 0 || larger.value() <= 0) {
            return Optional.empty();
        }
        double exponent = Math.log(larger.value() / smaller.value())
                / Math.log((double) larger.connectors() / smaller.connectors());
        return Optional.of(new Figure(
                "growth: %s (exponent; 1 is linear)".formatted(name),
                Figure.Kind.MEASURE,
                Math.round(exponent * 10) / 10.0,
                "",
                GOAL,
                "%s at %s, %s at %s connectors"
                        .formatted(amount(smaller), count(smaller), amount(larger), count(larger)),
                null));
    }

    String amount(Point point) {
        return "%s %s".formatted(Figure.number(point.value()), unit);
    }

    private static String count(Point point) {
        return Figure.number(point.connectors());
    }
}
