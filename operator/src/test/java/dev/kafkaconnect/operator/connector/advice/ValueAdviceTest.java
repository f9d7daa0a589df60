package dev.kafkaconnect.operator.connector.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.references.Reference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class ValueAdviceTest {
    private static final ValueSource SOURCE = source("topic");

    private static ValueSource source(String key) {
        return new ValueSource(key, Reference.secret("team", "database"), "pass");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(
            quoteCharacter = '"',
            value = {
                "\"hunter2\n\", ends with a line break",
                "\"hunter2\r\n\", ends with a line break",
                "\" hunter2\n\", ends with a line break",
                "\"hunter2 \", ends with a blank",
                "\"\thunter2\", begins with a blank",
                "\"\n\", ends with a line break"
            })
    void pointsOutWhereTheValueIsAndNotWhatItIs(String value, String fault) {
        assertThat(ValueAdvice.of(Map.of("topic", value), List.of(SOURCE)))
                .containsExactly("spec.configFrom: key pass of Secret database, which topic refers to, " + fault
                        + ", which is part of the value; remove it unless the connector needs it");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"hunter2", "", "hunter 2", "-----BEGIN KEY-----\nQUJD\n-----END KEY-----\n", "{\n  \"a\": 1\n}\n"
            })
    void hasNothingToSayOfOtherValues(String value) {
        assertThat(ValueAdvice.of(Map.of("topic", value), List.of(SOURCE))).isEmpty();
    }

    @Test
    void isBounded() {
        Map<String, String> values = new TreeMap<>();
        IntStream.range(0, 100).forEach(i -> values.put("key" + i, "x\n"));

        assertThat(ValueAdvice.of(
                        values,
                        values.keySet().stream().map(ValueAdviceTest::source).toList()))
                .hasSize(5);
    }
}
