package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.golden.GoldenCase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryFromStatusTest {

    @Test
    void remembersWhatAnEarlierOperatorDid() {
        Memory memory = MemoryFromStatus.of(connector("looked-after-before"), "tuesday");

        assertThat(memory.chronicle().restartedAt()).isEqualTo("monday");
        assertThat(memory.restarts())
                .isEqualTo(
                        new Restarts(3, Instant.parse("2026-01-31T11:59:00Z"), Instant.parse("2026-01-31T12:00:20Z")));
        assertThat(memory.chronicle().offsets())
                .isEqualTo(new OffsetsChange.Result("replay", false, "no such topic", "2026-01-31T11:00:00Z"));
    }

    @Test
    void isWhatTheStatusOfAnotherOperatorWasMadeOf() {
        Connector connector = connector("looked-after-before");
        Memory memory = MemoryFromStatus.of(connector, null);

        ConnectorStatus status = ConnectorStatusFactory.status(
                connector,
                new ConnectorFindings(null, Given.WAITING, null, false, null, memory),
                Instant.parse("2026-01-31T12:00:00Z"));
        connector.setStatus(status);

        assertThat(MemoryFromStatus.of(connector, null)).isEqualTo(memory);
    }

    @Test
    void doesNotRestartANewConnectorThatBearsTheAnnotation() {
        Memory memory = MemoryFromStatus.of(connector("minimal"), "tuesday");

        assertThat(memory.chronicle().restartedAt()).isEqualTo("tuesday");
    }

    @Test
    void restartsAnOldConnectorThatGetsItsFirstAnnotation() {
        Connector connector = connector("minimal");
        connector.setStatus(new ConnectorStatus());

        Memory memory = MemoryFromStatus.of(connector, "tuesday");

        assertThat(memory.chronicle().restartedAt()).isNull();
    }

    @Test
    void doesWithoutATimeThatItCannotRead() {
        Connector connector = connector("looked-after-before");
        connector.getStatus().getRestarts().setNextAt("soon");

        Memory memory = MemoryFromStatus.of(connector, null);

        assertThat(memory.restarts().count()).isEqualTo(3);
        assertThat(memory.restarts().nextAt()).isNull();
    }

    private static Connector connector(String name) {
        return GoldenCase.of("connectors", name).resource("connector.yaml", Connector.class);
    }
}
