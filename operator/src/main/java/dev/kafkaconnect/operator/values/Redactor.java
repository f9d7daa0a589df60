package dev.kafkaconnect.operator.values;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of a connector out of what workers say: their error messages quote what they object to. To be applied
 * before a text is shortened, because half a value is not recognized any more. Pure.
 */
public final class Redactor implements UnaryOperator<String> {

    /** As Kafka itself writes in place of passwords. */
    static final String HIDDEN = "[hidden]";

    /** Of shorter ones any text is full; they are taken out only where they stand alone. */
    private static final int SHORT = 6;

    /** Lines of a longer text that are looked for one by one. */
    private static final int LINES = 500;

    private static final int SHORTEST_LINE = 8;

    private final Collection<String> values;
    private volatile @Nullable Pattern pattern;

    private Redactor(Collection<String> values) {
        this.values = values;
    }

    /** @param values that must not be seen */
    public static Redactor of(Collection<String> values) {
        return new Redactor(values.stream().filter(value -> !value.isBlank()).collect(Collectors.toSet()));
    }

    /** Whether there is nothing to hide. */
    public boolean isIdle() {
        return values.isEmpty();
    }

    @Override
    public String apply(String text) {
        return values.isEmpty() ? text : compiled().matcher(text).replaceAll(HIDDEN);
    }

    private Pattern compiled() {
        Pattern known = pattern;
        if (known != null) {
            return known;
        }
        Pattern made = Pattern.compile(values.stream()
                .flatMap(Redactor::forms)
                .collect(Collectors.toCollection(() -> new TreeSet<>(
                        Comparator.comparingInt(String::length).reversed().thenComparing(form -> form))))
                .stream()
                .map(Redactor::matching)
                .collect(Collectors.joining("|")));
        pattern = made;
        return made;
    }

    private static String matching(String form) {
        String quoted = Pattern.quote(form);
        return form.length() < SHORT ? "(?<![\\p{L}\\p{N}])%s(?![\\p{L}\\p{N}])".formatted(quoted) : quoted;
    }

    /** The ways in which a value may be quoted. */
    private static Stream<String> forms(String value) {
        Stream<String> whole = Stream.of(
                value,
                value.strip(),
                escaped(value),
                escaped(value.strip()),
                URLEncoder.encode(value, StandardCharsets.UTF_8),
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        Stream<String> lines = value.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .limit(LINES);
        return Stream.concat(whole, lines);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
