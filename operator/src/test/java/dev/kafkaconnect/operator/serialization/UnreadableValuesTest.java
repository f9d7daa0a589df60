package dev.kafkaconnect.operator.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.serialization.UnreadableValues.Value;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class UnreadableValuesTest {
    private final UnreadableValues values = new UnreadableValues();
    private final KubernetesSerialization serialization = LenientSerialization.create(values);

    @Test
    void areToldOnceForEachGenerationOfAResource() {
        read(Connector.class, "a", 1, "{'tasksMax': 'many'}");
        read(Connector.class, "a", 1, "{'tasksMax': 'many'}");
        read(Connector.class, "a", 2, "{'tasksMax': 'many'}");
        read(Connector.class, "b", 1, "{'tasksMax': 'many'}");

        assertThat(values.told())
                .containsExactlyInAnyOrder(
                        new Value("a", 1L, "ConnectorSpec", "tasksMax"),
                        new Value("a", 2L, "ConnectorSpec", "tasksMax"),
                        new Value("b", 1L, "ConnectorSpec", "tasksMax"));
    }

    @Test
    void nameTheirResourceHoweverDeepTheyAre() {
        read(ConnectCluster.class, "c", 7, "{'topics': {'offsets': {'partitions': ['many']}}}");

        assertThat(values.told()).containsExactly(new Value("c", 7L, "Offsets", "partitions"));
    }

    private void read(Class<?> type, String uid, int generation, String spec) {
        String json = "{'metadata': {'name': 'orders', 'uid': '%s', 'generation': %d}, 'spec': %s}"
                .formatted(uid, generation, spec);
        serialization.unmarshal(json.replace('\'', '"'), type);
    }
}
