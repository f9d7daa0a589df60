package dev.kafkaconnect.operator.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientSerializationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'version': [1, [2, {'a': 3}]]",
                "'version': {'major': 4, 'rest': {'minor': [3, 1]}}",
                "'connectorName': ['Orders', 'Refunds']",
                "'clusterRef': ['payments', 'refunds']",
                "'clusterRef': 'payments'",
                "'clusterRef': 7",
                "'clusterRef': true",
                "'config': ['lines']",
                "'config': 'lines'",
                "'state': 'Hibernating'",
                "'state': 7",
                "'state': ['Running']",
                "'state': {'is': 'Running'}",
                "'tasksMax': 'many'",
                "'tasksMax': {'least': 1, 'most': 4}",
                "'tasksMax': [4, 5]",
                "'tasksMax': 99999999999",
                "'a-field-of-a-later-version': {'deep': [1, {'a': 2}]}",
            })
    void readsTheRestOfAConnector(String oddity) {
        Connector connector = connector("{" + oddity + ", 'class': 'org.example.Source'}");

        assertThat(connector.getMetadata().getName()).isEqualTo("orders");
        assertThat(connector.getSpec().get_class()).isEqualTo("org.example.Source");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'mode': 'Sleepwalking'",
                "'replicas': {'least': 1, 'most': 4}",
                "'paused': 'maybe'",
                "'paused': {'since': 'yesterday'}",
                "'topics': 'all of them'",
                "'topics': {'management': 'Guess'}",
                "'topics': {'offsets': {'partitions': ['many']}}",
                "'kafka': 'kafka:9092'",
                "'resources': {'limits': ['much']}",
                "'resources': {'limits': {'cpu': ['much']}}",
                "'a-field-of-a-later-version': 'x'",
            })
    void readsTheRestOfACluster(String oddity) {
        ConnectCluster cluster = cluster("{" + oddity + ", 'groupId': 'payments'}");

        assertThat(cluster.getMetadata().getName()).isEqualTo("payments");
        assertThat(cluster.getSpec().getGroupId()).isEqualTo("payments");
    }

    @Test
    void leavesOutWhoWroteWhichFieldOfAConnector() {
        Connector connector = read(
                Connector.class,
                "{'metadata': {'name': 'orders', 'labels': {'team': 'a'}, 'managedFields': [{'manager': 'kubectl', 'fieldsV1': {'f:spec': {}}}]}}");

        assertThat(connector.getMetadata().getManagedFields()).isEmpty();
        assertThat(connector.getMetadata().getName()).isEqualTo("orders");
        assertThat(connector.getMetadata().getLabels()).containsEntry("team", "a");
    }

    @Test
    void leavesOutWhatKubectlKeepsOfAConnector() {
        Connector connector = read(
                Connector.class,
                "{'metadata': {'name': 'orders', 'annotations': {'team': 'a', 'kubectl.kubernetes.io/last-applied-configuration': '{}'}}}");

        assertThat(connector.getMetadata().getAnnotations()).containsExactly(Map.entry("team", "a"));
    }

    @Test
    void keepsWhoWroteWhichFieldOfWhatIsNotItsOwn() {
        Secret secret = read(
                Secret.class,
                "{'metadata': {'name': 'orders', 'managedFields': [{'manager': 'kubectl', 'fieldsV1': {'f:data': {}}}]}}");

        assertThat(secret.getMetadata().getManagedFields()).hasSize(1);
    }

    @Test
    void readsTheRestOfAStatus() {
        Connector connector = read(
                Connector.class,
                "{'metadata': {'name': 'orders'}, 'status': {'tasks': 'two', 'failedTasks': {'id': 1}, 'state': 'Running'}}");

        assertThat(connector.getStatus().getState()).isEqualTo("Running");
    }

    @Test
    void readsAnEmptyListOfMetadata() {
        SecretList none = read(
                SecretList.class,
                "{'kind': 'PartialObjectMetadataList', 'apiVersion': 'meta.k8s.io/v1', 'metadata': {}, 'items': null}");

        assertThat(none.getItems()).isEmpty();
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
