package dev.kafkaconnect.bench.figures;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One measured number, as the tests and the benchmarks write it to their files.
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
        COUNT,
        MEASURE
    }

    /** What a goal says of a value. */
    public enum Verdict {
        NONE(""),
        MET("yes"),
        MISSED("NO"),

        /** A count: the run fails. */
        OFF("NO, OFF");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    @JsonIgnore
    public Verdict verdict() {
        if (goal == null) {
            return Verdict.NONE;
        }
        if (value <= goal) {
            return Verdict.MET;
        }
        return kind == Kind.COUNT ? Verdict.OFF : Verdict.MISSED;
    }

    /** The verdict, and by how much a goal is missed. */
    @JsonIgnore
    String met() {
        String text = verdict().text;
        return verdict() != Verdict.MISSED || goal == null || goal == 0
                ? text
                : String.format(Locale.ROOT, "%s (+%.0f %%)", text, (value / goal - 1) * 100);
    }

    @JsonIgnore
    boolean isPoint() {
        return connectors != null;
    }

    boolean isAlike(Figure other) {
        return name.equals(other.name) && Objects.equals(connectors, other.connectors);
    }

    @JsonIgnore
    String amount() {
        return unit.isEmpty() ? number(value) : "%s %s".formatted(number(value), unit);
    }

    /** Empty where there is no goal. */
    @JsonIgnore
    String most() {
        return goal == null ? "" : "≤ " + number(goal);
    }

    static String number(double number) {
        if (number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%,d", (long) number);
        }
        return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%,.1f", number);
    }
}
