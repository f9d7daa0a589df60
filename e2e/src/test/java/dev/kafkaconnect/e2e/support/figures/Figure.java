package dev.kafkaconnect.e2e.support.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One measured number. Made by tests and handed to {@link Figures}; the number of records that were lost is no figure but
 * something to assert. {@code make bench} reads the same fields.
 *
 * @param kind whether the run fails where the value is over its goal
 * @param goal what the value should be at most; null where nothing is promised
 * @param beside the same work without the operator in the same run, or what else the value is compared with
 * @param connectors of a cost that grows: how many there were; null for a figure that stands by itself
 */
@JsonInclude(Include.NON_NULL)
public record Figure(
        String name,
        Kind kind,
        double value,
        String unit,
        @Nullable Double goal,
        @Nullable String beside,
        @Nullable Integer connectors) {

    /** Counts are the same on every machine. */
    public enum Kind {
        /** Requests, writes, restarts, lost records. */
        COUNT,

        /** A time, a ratio of times, a size: the machine has a part in it. */
        MEASURE
    }

    public static Figure seconds(String name, double value) {
        return measure(name, value, "s");
    }

    /** How many times as much as its peer. */
    public static Figure times(String name, double value) {
        return measure(name, value, "x");
    }

    /** Of one core, over some time. */
    public static Figure percentOfACore(String name, double value) {
        return measure(name, value, "% of a core");
    }

    public static Figure measure(String name, double value, String unit) {
        return new Figure(name, Kind.MEASURE, value, unit, null, null, null);
    }

    public static Figure count(String name, long value, String unit) {
        return new Figure(name, Kind.COUNT, value, unit, null, null, null);
    }

    public Figure atMost(double most) {
        return new Figure(name, kind, value, unit, most, beside, connectors);
    }

    public Figure beside(String what, Object... arguments) {
        return new Figure(name, kind, value, unit, goal, what.formatted(arguments), connectors);
    }

    /** One point of a curve: figures of one name, each with another number of connectors. */
    public Figure with(int howMany) {
        return new Figure(name, kind, value, unit, goal, beside, howMany);
    }

    boolean replaces(Figure other) {
        return name.equals(other.name) && Objects.equals(connectors, other.connectors);
    }

    String asSentence() {
        return "%s%s: %s %s%s%s"
                .formatted(
                        name,
                        connectors == null ? "" : " with %d connectors".formatted(connectors),
                        number(value),
                        unit,
                        goal == null ? "" : ", goal %s, %s".formatted(number(goal), value <= goal ? "met" : "MISSED"),
                        beside == null ? "" : " (%s)".formatted(beside));
    }

    private static String number(double number) {
        return number == Math.rint(number)
                ? String.valueOf((long) number)
                : String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.1f", number);
    }
}
