package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectorWakerTest {

    @Test
    void aFewAreWokenAtOnceAndAThousandOneAfterTheOther() {
        assertThat(ConnectorWaker.delay(0)).isZero();
        assertThat(ConnectorWaker.delay(50)).isZero();
        assertThat(ConnectorWaker.delay(150)).isEqualTo(Duration.ofSeconds(1));
        assertThat(ConnectorWaker.delay(1_050)).isEqualTo(Duration.ofSeconds(10));
    }
}
