package dev.kafkaconnect.operator.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@code config} block as text. YAML lets people write numbers and truth values without quotes; Kafka
 * Connect knows only text. Used for workers and connectors alike.
 *
 * @param values sorted by key, so that equal blocks make equal files
 * @param problems one sentence for each key that is not a scalar, or not as it was written
 */
public record Scalars(SortedMap<String, String> values, List<String> problems) {
    /** Decimal digits that a fraction of 64 bits keeps, whatever they are. */
    private static final int SURE_DIGITS = 15;

    private static final ObjectMapper MAPS = new ObjectMapper();

    /** @param block the generated model of a config block, null when the user wrote none */
    public static Scalars of(@Nullable Object block) {
        SortedMap<String, String> values = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        if (block != null) {
            Map<String, @Nullable Object> raw = MAPS.convertValue(block, new TypeReference<>() {});
            new TreeMap<>(raw).forEach((key, value) -> {
                switch (value) {
                    case null ->
                        problems.add("config key \"%s\" has no value: give it one or remove it".formatted(key));
                    case String text -> values.put(key, text);
                    case Boolean truth -> values.put(key, truth.toString());
                    case Number number
                    when hasLostDigits(number) ->
                        problems.add(
                                "config key \"%s\" is a number beyond 64 bits, of which Kubernetes keeps the first digits only: put it in quotes"
                                        .formatted(key));
                    case Number number -> values.put(key, plain(number).toPlainString());
                    case List<?> list ->
                        problems.add("config key \"%s\" is a list: write its items as one text, separated by commas"
                                .formatted(key));
                    default ->
                        problems.add("config key \"%s\" is an object: write one key for each value, such as %s.<name>"
                                .formatted(key, key));
                }
            });
        }
        return new Scalars(values, List.copyOf(problems));
    }

    /** Kubernetes reads an integer beyond 64 bits as a fraction, and writes it as either. */
    private static boolean hasLostDigits(Number number) {
        BigDecimal decimal = plain(number);
        boolean beyondLong = decimal.toBigInteger().bitLength() >= Long.SIZE;
        return beyondLong && (number instanceof BigInteger || decimal.precision() > SURE_DIGITS);
    }

    private static BigDecimal plain(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros();
    }
}
