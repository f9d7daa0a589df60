package dev.kafkaconnect.e2e.support.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured number. Made by tests and handed to {@link Figures}; the number of records that were lost is no figure but
 * something to assert.
 *
 * @param limit what the value should be at most; null where nothing is promised
 * @param peer what the value is compared with or was measured beside
 */
@JsonInclude(Include.NON_NULL)
public record Figure(
        String name,
        double value,
        String unit,
        @Nullable Double limit,
        @Nullable String peer) {

    public static Figure seconds(String name, double value) {
        return new Figure(name, value, "s", null, null);
    }

    /** How many times as much as its peer. */
    public static Figure times(String name, double value) {
        return new Figure(name, value, "x", null, null);
    }

    public static Figure count(String name, long value, String unit) {
        return new Figure(name, value, unit, null, null);
    }

    public static Figure percent(String name, double value) {
        return new Figure(name, value, "%", null, null);
    }

    public Figure atMost(double most) {
        return new Figure(name, value, unit, most, peer);
    }

    public Figure beside(String what, Object... arguments) {
        return new Figure(name, value, unit, limit, what.formatted(arguments));
    }

    /** Empty where there is no limit. */
    String verdict() {
        return limit == null ? "" : value <= limit ? "within" : "OVER";
    }

    String amount() {
        return "%s %s".formatted(number(value), unit);
    }

    String most() {
        return limit == null ? "" : number(limit);
    }

    String asSentence() {
        return "%s: %s%s%s"
                .formatted(
                        name,
                        amount(),
                        limit == null ? "" : ", limit %s, %s".formatted(most(), verdict()),
                        peer == null ? "" : " (%s)".formatted(peer));
    }

    private static String number(double number) {
        return number == Math.rint(number)
                ? String.valueOf((long) number)
                : String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.1f", number);
    }
}
