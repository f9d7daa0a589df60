package dev.kafkaconnect.operator.connector.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.selection.WatchSelector;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorGateTest {
    private final Connector connector =
            GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
    private final ConnectCluster cluster = new ConnectCluster();
    private final ConnectorGate gate = new ConnectorGate(
            new Ownership(new ConnectorIndex(), () -> true, () -> true, WatchSelector.parse("shard=a")), true);

    ConnectorGateTest() {
        cluster.getMetadata().setName("payments");
        cluster.getMetadata().setNamespace("team");
        cluster.setSpec(new ConnectClusterSpec());
    }

    private Optional<Verdict> barred() {
        return gate.gated(connector, Optional.of(cluster)).barred();
    }

    @Test
    void aClusterOfAnotherOperatorBarsWithWhatToChange() {
        cluster.getMetadata().setLabels(Map.of("shard", "b"));

        assertThat(barred()).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ClusterNotSelected);
            assertThat(verdict.message())
                    .contains("shard=a", "team/payments", "give both of them labels that the same operator selects");
        });
    }

    @Test
    void aClusterThatIsSelectedDoesNotBar() {
        cluster.getMetadata().setLabels(Map.of("shard", "a"));

        assertThat(barred()).isEmpty();
    }

    @Test
    void whetherTheClusterExistsComesFirst() {
        assertThat(gate.gated(connector, Optional.empty()).barred())
                .hasValueSatisfying(verdict -> assertThat(verdict.reason()).isEqualTo(Reason.ClusterNotFound));
    }
}
