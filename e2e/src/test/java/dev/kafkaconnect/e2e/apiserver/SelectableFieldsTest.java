package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kubectl get connectors --field-selector}: which Connectors the API server itself picks out. */
@Tag("apiserver")
class SelectableFieldsTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);

    @Test
    void connectors_are_found_by_their_state_class_and_cluster() {
        wanted.cluster("example", "kafka:\n  bootstrapServers: kafka:9092\n");
        new WorkerPlayer(API, "example").allBecomeReady();
        wanted.connector("runs", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {topic: a}\n");
        wanted.connector(
                "rests", "clusterRef: {name: example}\nclass: FileStreamSource\nstate: Paused\nconfig: {topic: b}\n");
        wanted.connector("alone", "clusterRef: {name: nowhere}\nclass: OtherSource\nconfig: {topic: c}\n");

        eventually().until(() -> with("status.state", "Running"), List.of("runs")::equals);
        eventually().until(() -> with("status.state", "Paused"), List.of("rests")::equals);

        assertThat(with("spec.class", "FileStreamSource")).containsExactly("rests", "runs");
        assertThat(with("spec.clusterRef.name", "nowhere")).containsExactly("alone");

        operator.workersOf("example").fail("runs", "lost");

        eventually().until(() -> with("status.state", "Failed"), List.of("runs")::equals);
        assertThat(with("status.state", "Running")).isEmpty();
    }

    private static List<String> with(String field, String value) {
        return API
                .admin()
                .resources(Connector.class)
                .inNamespace(API.namespace())
                .withField(field, value)
                .list()
                .getItems()
                .stream()
                .map(connector -> connector.getMetadata().getName())
                .sorted()
                .toList();
    }
}
