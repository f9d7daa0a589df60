package dev.kafkaconnect.operator.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    private static final Duration OTHERWISE = Duration.ofDays(7);

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "10s, PT10S", "5m, PT5M", "1h, PT1H", "0s, PT0S", "999999999h, PT999999999H"})
    void readsANumberAndAUnit(String text, Duration duration) {
        assertThat(Durations.of(text, OTHERWISE)).isEqualTo(duration);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "10 s", "1h30m", "PT10S", "10S", "1d", "9999999999s"})
    void anythingElseIsAsGoodAsAbsent(@Nullable String text) {
        assertThat(Durations.of(text, OTHERWISE)).isEqualTo(OTHERWISE);
    }
}
