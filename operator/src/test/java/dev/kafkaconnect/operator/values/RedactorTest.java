package dev.kafkaconnect.operator.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

    @ParameterizedTest
    @CsvSource({
        "hunter2, Invalid value hunter2 for configuration port, Invalid value [hidden] for configuration port",
        "hunter2, xhunter2y, x[hidden]y",
        "p@ss w/rd, jdbc:x?password=p%40ss+w%2Frd&a=b, jdbc:x?password=[hidden]&a=b",
        "p@ss w/rd, jdbc:x?password=p%40ss%20w%2Frd&a=b, jdbc:x?password=[hidden]&a=b",
        "'say \"hi\"', 'said {\"a\": \"say \\\"hi\\\"\"}', 'said {\"a\": \"[hidden]\"}'",
        "' padded1 ', Invalid value padded1, Invalid value [hidden]",
        "$1(a*b]\\E, it is $1(a*b]\\E!, it is [hidden]!",
        "hunter2, nothing to see, nothing to see",
    })
    void takesOutTheValueInWhateverFormItIsQuoted(String value, String text, String told) {
        assertThat(Redactor.of(List.of(value)).apply(text)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "on, the connector is on, the connector is [hidden]",
        "1, 1 of 21 tasks, [hidden] of 21 tasks",
        "pin, pinned to spin, pinned to spin",
        "1234, code=1234;, code=[hidden];",
    })
    void aShortValueIsTakenOutOnlyWhereItStandsAlone(String value, String text, String told) {
        assertThat(Redactor.of(List.of(value)).apply(text)).isEqualTo(told);
    }

    @Test
    void theLongestValueGoesFirstSoThatNothingOfItStays() {
        Redactor redactor = Redactor.of(List.of("hunter2", "hunter2-and-more"));

        assertThat(redactor.apply("was hunter2-and-more, is hunter2")).isEqualTo("was [hidden], is [hidden]");
    }

    @Test
    void whatStandsInPlaceOfAValueIsNotRedactedAgain() {
        assertThat(Redactor.of(List.of("hidden", "hunter2")).apply("hunter2")).isEqualTo("[hidden]");
    }

    @Test
    void aLineOfAKeyIsTakenOutToo() {
        Redactor redactor = Redactor.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\nab\n-----END KEY-----\n"));

        assertThat(redactor.apply("bad line MIIEvQIBADANBg")).isEqualTo("bad line [hidden]");
        assertThat(redactor.apply("crab")).isEqualTo("crab");
        assertThat(redactor.apply("in -----BEGIN KEY-----\\nMIIEvQIBADANBg\\nab\\n-----END KEY-----\\n"))
                .isEqualTo("in [hidden]");
    }

    @Test
    void anEmptyValueHidesNothing() {
        Redactor redactor = Redactor.of(List.of("", "  "));

        assertThat(redactor.isIdle()).isTrue();
        assertThat(redactor.apply("all of it")).isEqualTo("all of it");
    }
}
