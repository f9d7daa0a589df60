package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectorTriggerTest {

    @Test
    void aFewAreWokenAtOnceAndAThousandOneAfterTheOther() {
        assertThat(ConnectorTrigger.delay(0)).isZero();
        assertThat(ConnectorTrigger.delay(50)).isZero();
        assertThat(ConnectorTrigger.delay(150)).isEqualTo(Duration.ofSeconds(1));
        assertThat(ConnectorTrigger.delay(1_050)).isEqualTo(Duration.ofSeconds(10));
    }
}
