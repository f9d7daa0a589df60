package dev.kafkaconnect.operator.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import org.junit.jupiter.api.Test;

class ForgivingSerializationValuesTest {

    @Test
    void readsAListWhereATextShouldBeAsAbsent() {
        Connector connector = connector("{'version': ['4.3.1'], 'connectorName': 'Orders'}");

        assertThat(connector.getSpec().getVersion()).isNull();
        assertThat(connector.getSpec().getConnectorName()).isEqualTo("Orders");
    }

    @Test
    void readsAnObjectWhereANumberShouldBeAsAbsent() {
        ConnectCluster cluster = cluster("{'topics': {'offsets': {'partitions': {'least': 1}}}}");

        assertThat(cluster.getSpec().getTopics().getOffsets().getPartitions()).isNull();
    }

    @Test
    void doesNotReadAnUnknownStateAsADefault() {
        Connector connector = connector("{'state': 'Hibernating', 'class': 'org.example.Source'}");

        assertThat(String.valueOf(connector.getSpec().getState())).isNotEqualTo("Running");
    }

    @Test
    void fillsInADefaultWhereNothingIsGiven() {
        Connector connector = connector("{'class': 'org.example.Source'}");

        assertThat(connector.getSpec().getTasksMax()).isEqualTo(1);
    }

    @Test
    void leavesAGoodResourceAsItIs() {
        ConnectCluster cluster = cluster(
                "{'replicas': 5, 'paused': true, 'topics': {'management': 'Verify', 'offsets': {'partitions': 50}}}");

        assertThat(cluster.getSpec().getReplicas()).isEqualTo(5);
        assertThat(cluster.getSpec().getPaused()).isTrue();
        assertThat(cluster.getSpec().getTopics().getManagement()).hasToString("Verify");
        assertThat(cluster.getSpec().getTopics().getOffsets().getPartitions()).isEqualTo(50);
    }

    private static Connector connector(String spec) {
        return read(Connector.class, "{'metadata': {'name': 'orders'}, 'spec': " + spec + "}");
    }

    private static ConnectCluster cluster(String spec) {
        return read(ConnectCluster.class, "{'metadata': {'name': 'payments'}, 'spec': " + spec + "}");
    }

    /** As it comes from the API server, save for the quotes. */
    private static <T> T read(Class<T> type, String json) {
        return LenientSerialization.create().unmarshal(json.replace('\'', '"'), type);
    }
}
