package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daily work of those who own connectors: restarts, drift, offsets. */
@Tag("cluster")
class ConnectorCareTest {
    private static final String FILE_SINK = "org.apache.kafka.connect.file.FileStreamSinkConnector";
    private static final String FILE_SOURCE = "org.apache.kafka.connect.file.FileStreamSourceConnector";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("care");

    private final Resources resources = CLUSTER.resources();

    @BeforeAll
    static void aCluster() {
        CLUSTER.resources().apply(Yaml.cluster("care"));
        CLUSTER.resources().awaitClusterReady("care");
    }

    @Test
    void what_fails_is_restarted_as_often_as_allowed_and_then_once_more_on_request() {
        String failing = Yaml.connector(
                "failing",
                "care",
                FILE_SINK,
                "autoRestart: {initialDelay: 1s, maxRestarts: 2}",
                "config: {topics: none, file: /nonexistent/out}");
        resources.apply(failing);
        resources.awaitConnectorReason("failing", "Stalled", "RestartsExhausted", "restarted 2 times");
        assertThat(resources.connector("failing").getStatus().getRestarts().getCount())
                .isEqualTo(2);
        assertThat(resources.connector("failing").getStatus().getFailedTasks())
                .singleElement()
                .satisfies(task -> assertThat(task.getMessage()).contains("/nonexistent/out"));

        resources.annotate("failing", "kafkaconnect.dev/restartedAt", "first");

        resources.awaitConnector(
                "failing",
                connector -> assertThat(connector.getStatus().getRestartedAt()).isEqualTo("first"));
        await().untilAsserted(() -> assertThat(resources.eventReasons("failing"))
                .filteredOn("Restarted"::equals)
                .hasSize(3));
        resources.deleteConnector("failing");
    }

    @Test
    void errors_are_told_by_key_and_with_the_classes_that_are_installed() {
        resources.apply(Yaml.connector("bad", "care", FILE_SINK, "config: {file: /tmp/out}"));
        resources.awaitConnector(
                "bad",
                connector -> assertThat(connector.getStatus().getConfigErrors())
                        .extracting(error -> error.getKey())
                        .contains("topics"));

        resources.apply(Yaml.connector("bad", "care", "FileStreamSinkConector", "config: {topics: none}"));

        resources.awaitConnectorReason("bad", "Reconciling", "PluginMissing", FILE_SINK);
        resources.deleteConnector("bad");
    }

    @Test
    void a_configuration_that_somebody_changed_by_hand_is_put_right_with_an_event_that_names_the_keys()
            throws Exception {
        resources.apply(Yaml.idleSource("drifting", "care"));
        resources.awaitConnectorReady("drifting");
        ConnectApi workers = DeployedWorkers.of(CLUSTER.admin(), CLUSTER.namespace(), "care");
        Map<String, String> changed =
                new HashMap<>(workers.connectors().get("drifting").info().config());
        changed.put("topic", "somewhere-else");

        workers.putConfig("drifting", ConnectorConfig.of(changed));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                workers.connectors().get("drifting").info().config())
                        .containsEntry("topic", "never"));
        await().untilAsserted(
                        () -> assertThat(resources.eventReasons("drifting")).contains("DriftCorrected"));
        resources.deleteConnector("drifting");
    }

    @Test
    void offsets_are_set_once_for_each_id_and_a_refusal_is_told() {
        resources.apply(source("first", "{position: 5}"));
        resources.awaitConnector("replay", connector -> {
            assertThat(connector.getStatus().getOffsets()).isNotNull();
            assertThat(connector.getStatus().getOffsets().getId()).isEqualTo("first");
            assertThat(connector.getStatus().getOffsets().getResult()).isEqualTo("Done");
        });
        resources.awaitConnectorReady("replay");

        resources.apply(source("second", "{position: nonsense}"));

        resources.awaitConnectorReason("replay", "Stalled", "OffsetsRefused", "second", "position");
        assertThat(resources.connector("replay").getStatus().getState()).isEqualTo("Running");
        resources.deleteConnector("replay");
    }

    private static String source(String id, String offset) {
        return Yaml.connector(
                "replay",
                "care",
                FILE_SOURCE,
                "config: {file: /tmp/never, topic: never}",
                "offsets: {id: %s, set: [{partition: {filename: /tmp/never}, offset: %s}]}".formatted(id, offset));
    }

    @Test
    void every_state_leads_to_every_other() {
        for (String state :
                List.of("Paused", "Running", "Stopped", "Running", "Stopped", "Paused", "Stopped", "Running")) {
            resources.apply(Yaml.idleSource("stateful", "care", "state: " + state));

            resources.awaitConnectorReady("stateful");
            resources.awaitConnectorReason("stateful", "Ready", state);
            assertThat(resources.connector("stateful").getStatus().getState()).isEqualTo(state);
        }
        resources.deleteConnector("stateful");
    }
}
