package dev.kafkaconnect.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of the metrics' endpoint: open to the cluster unless it is closed, and never half closed. */
class MetricsAccessTest {

    @Test
    void isOpenUnlessItIsSet() {
        assertThat(MetricsAccess.from(Map.of())).isEqualTo(new MetricsAccess(null, false));
    }

    @Test
    void namesTheDirectoryAndAsksForTokens() {
        assertThat(MetricsAccess.from(Map.of("METRICS_TLS_DIRECTORY", "/tls", "METRICS_AUTHENTICATION", "true")))
                .isEqualTo(new MetricsAccess(Path.of("/tls"), true));
    }

    @Test
    void refusesTokensWithoutTls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsAccess.from(Map.of("METRICS_AUTHENTICATION", "true")))
                .withMessageContaining("needs METRICS_TLS_DIRECTORY");
    }

    @Test
    void refusesOtherWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsAccess.from(Map.of("METRICS_AUTHENTICATION", "yes")))
                .withMessageContaining("must be true or false, not \"yes\"");
    }
}
