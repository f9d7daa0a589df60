package dev.kafkaconnect.operator.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarsTest {

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of("text", "text"),
                Arguments.of("", ""),
                Arguments.of(" kept as it is ", " kept as it is "),
                Arguments.of("1.0", "1.0"),
                Arguments.of(true, "true"),
                Arguments.of(false, "false"),
                Arguments.of(0, "0"),
                Arguments.of(-7, "-7"),
                Arguments.of(9007199254740993L, "9007199254740993"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(1e18, "1000000000000000000"),
                Arguments.of(1.5, "1.5"),
                Arguments.of(0.1, "0.1"),
                Arguments.of(1e22, "10000000000000000000000"),
                Arguments.of(1e-6, "0.000001"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(List.of("one", "two"), "list"),
                Arguments.of(List.of(), "list"),
                Arguments.of(Map.of("nested", 1), "object"),
                Arguments.of(Map.of(), "object"),
                Arguments.of(new BigInteger("12345678901234567000"), "in quotes"),
                Arguments.of(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE), "in quotes"),
                Arguments.of(1.2345678901234568e21, "in quotes"),
                Arguments.of(null, "no value"));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void readsAScalarAsText(Object value, String text) {
        Scalars scalars = Scalars.of(Map.of("key", value));

        assertThat(scalars.values()).containsExactly(Map.entry("key", text));
        assertThat(scalars.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("others")
    void saysWhichKeyIsNoScalarAndWhatItIs(@Nullable Object value, String kind) {
        Scalars scalars = Scalars.of(block("batch.size", 7, "the.key", value));

        assertThat(scalars.problems()).singleElement().asString().contains("\"the.key\"", kind);
        assertThat(scalars.values()).containsOnlyKeys("batch.size");
    }

    @Test
    void aBlockThatNobodyWroteIsEmpty() {
        Scalars scalars = Scalars.of(null);

        assertThat(scalars.values()).isEmpty();
        assertThat(scalars.problems()).isEmpty();
    }

    @Test
    void sortsValuesAndProblemsByKey() {
        Scalars scalars = Scalars.of(block("b", 1, "z", List.of(), "a", 1, "y", List.of(), "c", 1, "x", List.of()));

        assertThat(scalars.values().keySet()).containsExactly("a", "b", "c");
        assertThat(scalars.problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"x\""),
                        second -> assertThat(second).contains("\"y\""),
                        third -> assertThat(third).contains("\"z\""));
    }

    private static Map<String, @Nullable Object> block(@Nullable Object... keysAndValues) {
        List<@Nullable Object> all = Arrays.asList(keysAndValues);
        Map<String, @Nullable Object> block = new HashMap<>();
        for (int i = 0; i < all.size(); i += 2) {
            block.put(String.valueOf(all.get(i)), all.get(i + 1));
        }
        return block;
    }
}
