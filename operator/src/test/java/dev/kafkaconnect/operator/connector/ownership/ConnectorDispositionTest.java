package dev.kafkaconnect.operator.connector.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.Disposition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorDispositionTest {
    private final Connector connector = connector();
    private final Map<String, String> config =
            ((Outcome.Parsed) ConnectorParser.parse(connector)).desired().config();

    @Test
    void whatItsConnectorDescribesIsManaged() {
        assertThat(disposition(config, InitialState.RUNNING)).isEqualTo(Disposition.Managed);
    }

    @Test
    void anotherConfigurationOrStateIsOutdated() {
        assertThat(disposition(Map.of("name", "orders"), InitialState.RUNNING)).isEqualTo(Disposition.Outdated);
        assertThat(disposition(config, InitialState.STOPPED)).isEqualTo(Disposition.Outdated);
    }

    @ParameterizedTest
    @CsvSource({"Delete, Leaving", "Stop, Stopping", "Retain, Unmanaged", "Archive, Unmanaged"})
    void aConnectorThatIsBeingDeletedSaysWhatBecomesOfIt(String policy, Disposition disposition) {
        connector.getSpec().setDeletionPolicy(policy);
        connector.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        assertThat(disposition(config, InitialState.RUNNING)).isEqualTo(disposition);
    }

    @Test
    void aTwinThatStaysKeepsIt() {
        Connector leaving = connector();
        leaving.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        assertThat(ConnectorDisposition.of(List.of(leaving, connector), config, InitialState.RUNNING))
                .isEqualTo(Disposition.Managed);
    }

    @Test
    void whatNobodyDescribesIsUnmanaged() {
        assertThat(ConnectorDisposition.of(List.of(), config, InitialState.RUNNING))
                .isEqualTo(Disposition.Unmanaged);
    }

    private Disposition disposition(Map<String, String> config, InitialState state) {
        return ConnectorDisposition.of(List.of(connector), config, state);
    }

    private static Connector connector() {
        return GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
    }
}
