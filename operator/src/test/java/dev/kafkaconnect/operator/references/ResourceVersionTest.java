package dev.kafkaconnect.operator.references;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceVersionTest {
    @ParameterizedTest
    @CsvSource({
        "7, 7, true",
        "10, 9, true",
        "9, 10, false",
        "18446744073709551616, 18446744073709551615, true",
        "abc, abc, true",
        "abd, abc, false",
        "10, abc, false",
        "abc, 10, false",
        "010, 9, false",
        "10, 0, false"
    })
    void numbersAreComparedAndEverythingElseIsTheSameOrNot(String version, String other, boolean atLeast) {
        assertThat(ResourceVersion.isAtLeast(version, other)).isEqualTo(atLeast);
    }
}
