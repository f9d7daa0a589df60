package dev.kafkaconnect.operator.connector.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.Fate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorFateTest {
    private final Connector connector = connector();
    private final Map<String, String> config =
            ((Outcome.Parsed) ConnectorParser.parse(connector)).desired().config();

    @Test
    void whatItsConnectorDescribesIsManaged() {
        assertThat(fate(config, InitialState.RUNNING)).isEqualTo(Fate.Managed);
    }

    @Test
    void anotherConfigurationOrStateIsOutdated() {
        assertThat(fate(Map.of("name", "orders"), InitialState.RUNNING)).isEqualTo(Fate.Outdated);
        assertThat(fate(config, InitialState.STOPPED)).isEqualTo(Fate.Outdated);
    }

    @ParameterizedTest
    @CsvSource({"Delete, Leaving", "Stop, Stopping", "Retain, Unmanaged", "Archive, Unmanaged"})
    void aConnectorThatIsBeingDeletedSaysWhatBecomesOfIt(String policy, Fate fate) {
        connector.getSpec().setDeletionPolicy(policy);
        connector.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        assertThat(fate(config, InitialState.RUNNING)).isEqualTo(fate);
    }

    @Test
    void aTwinThatStaysKeepsIt() {
        Connector leaving = connector();
        leaving.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        assertThat(ConnectorFate.of(List.of(leaving, connector), config, InitialState.RUNNING))
                .isEqualTo(Fate.Managed);
    }

    @Test
    void whatNobodyDescribesIsUnmanaged() {
        assertThat(ConnectorFate.of(List.of(), config, InitialState.RUNNING)).isEqualTo(Fate.Unmanaged);
    }

    private Fate fate(Map<String, String> config, InitialState state) {
        return ConnectorFate.of(List.of(connector), config, state);
    }

    private static Connector connector() {
        return GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
    }
}
