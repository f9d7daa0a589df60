package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A standalone worker in Kubernetes: what is made for it, and the list of connectors that it starts with. */
@Tag("apiserver")
class StandaloneClusterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPEC = """
            mode: Standalone
            kafka:
              bootstrapServers: kafka:9092
            """;
    private static final String LINES = """
            clusterRef: {name: files}
            class: FileStreamSource
            config: {file: /data/lines.txt, topic: lines}
            """;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer worker = new WorkerPlayer(API, "files");

    private void isReady(String spec) {
        ClusterScenario.ready(wanted, worker, spec);
    }

    @Test
    void has_one_worker_a_claim_and_neither_topics_nor_a_disruption_budget() {
        isReady(SPEC);

        assertThat(OwnedObjects.in(API).map(OwnedObjects::nameOf))
                .contains(
                        "StatefulSet files-worker", "PersistentVolumeClaim files-offsets", "ConfigMap files-connectors")
                .noneMatch(name -> name.startsWith("PodDisruptionBudget"));
        assertThat(wanted.cluster("files").getStatus().getConditions())
                .extracting(Condition::getType)
                .containsExactly("Ready", "WorkersReady", "ConnectorsKept");
        assertThat(wanted.ofCluster("files", "ConnectorsKept").getMessage()).contains("60000 ms");
        assertThat(wanted.cluster("files").getStatus().getGroupId()).isNull();
        assertThat(wanted.cluster("files").getStatus().getKafkaClusterId()).isEqualTo("id-of-kafka:9092");
    }

    @Test
    void what_is_as_it_should_be_is_not_written_again() {
        isReady(SPEC);
        wanted.connector("lines", LINES);
        eventually().until(() -> stateOf("lines"), "RUNNING"::equals);
        int writes = operator.settle(worker);
        List<String> questions = operator.writes().questions();

        operator.passTwice(worker);

        assertThat(operator.writes().after(writes)).isEmpty();
        assertThat(operator.writes().questions()).isEqualTo(questions);
    }

    @Test
    void the_list_follows_what_the_worker_has() {
        isReady(SPEC);

        wanted.connector("lines", LINES);
        eventually().until(() -> stateOf("lines"), "RUNNING"::equals);

        wanted.changeConnector("lines", "config: {topic: others}");
        eventually().until(() -> stored("lines").path("config").path("topic").asText(), "others"::equals);

        wanted.changeConnector("lines", "state: Paused");
        eventually().until(() -> stateOf("lines"), "PAUSED"::equals);
        wanted.changeConnector("lines", "state: Stopped");
        eventually().until(() -> stateOf("lines"), "STOPPED"::equals);

        wanted.deleteConnector("lines");
        eventually().until(() -> wanted.connector("lines") == null);
        assertThat(list()).isEmpty();
    }

    @Test
    void a_connector_is_off_the_list_before_the_worker_is_told_to_delete_it() {
        isReady(SPEC);
        wanted.connector("lines", LINES);
        eventually().until(() -> stateOf("lines"), "RUNNING"::equals);
        operator.workersOf("files").fallSilent();

        wanted.deleteConnector("lines");

        eventually().until(() -> list().isEmpty());
        assertThat(wanted.connector("lines")).isNotNull();
    }

    @Test
    void a_worker_that_ends_again_and_again_is_started_without_what_is_wanted_otherwise() {
        isReady(SPEC);
        wanted.connector("lines", LINES);
        wanted.connector("others", LINES);
        eventually().until(() -> stateOf("lines") + stateOf("others"), "RUNNINGRUNNING"::equals);
        worker.crashes(0);
        eventually().until(() -> wanted.reasonOfCluster("files"), "WorkerCrashed"::equals);
        assertThat(list()).hasSize(2);

        wanted.changeConnector("lines", "state: Stopped");
        worker.touchFirstPod("crash");

        eventually().until(() -> stateOf("lines"), "absent"::equals);
        assertThat(stateOf("others")).isEqualTo("RUNNING");
    }

    @Test
    void the_list_survives_a_restart_of_the_operator_and_a_worker_that_is_away() {
        isReady(SPEC);
        wanted.connector("lines", LINES);
        eventually().until(() -> stateOf("lines"), "RUNNING"::equals);

        worker.setReady(0, false);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotReady"::equals);
        operator.restart();
        operator.passTwice(worker);

        assertThat(stateOf("lines")).isEqualTo("RUNNING");
    }

    @Test
    void the_claim_outlives_its_cluster_unless_it_is_to_go_with_it() {
        isReady(SPEC);
        assertThat(claim().getMetadata().getOwnerReferences()).isEmpty();

        wanted.changeCluster("files", "storage: {reclaimPolicy: Delete}");
        eventually().until(() -> claim().getMetadata().getOwnerReferences().size() == 1);

        wanted.changeCluster("files", "storage: {reclaimPolicy: Retain}");
        eventually().until(() -> claim().getMetadata().getOwnerReferences().isEmpty());
    }

    @Test
    void a_claim_that_was_made_for_the_cluster_is_used_as_it_is_and_never_goes_with_it() {
        PersistentVolumeClaim made = API.admin()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("files-offsets")
                        .withNamespace(API.namespace())
                        .withLabels(Map.of(
                                "kafkaconnect.dev/cluster", "files",
                                "app.kubernetes.io/managed-by", "kafka-connect-operator"))
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("5Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();

        isReady(SPEC + "storage: {reclaimPolicy: Delete}\n");

        operator.passTwice(worker);
        assertThat(claim()).isEqualTo(made);
    }

    @Test
    void several_of_one_kafka_do_not_see_one_another() {
        isReady(SPEC);
        WorkerPlayer second = new WorkerPlayer(API, "others");
        wanted.cluster("others", SPEC);
        second.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("others"), "WorkersReady"::equals);

        wanted.connector("lines", LINES);
        eventually().until(() -> stateOf("lines"), "RUNNING"::equals);

        assertThat(wanted.cluster("others").getStatus().getConnectors().getTotal())
                .isZero();
        assertThat(wanted.reasonOfCluster("files")).isEqualTo("WorkersReady");
    }

    @Test
    void no_worker_is_made_before_kafka_answers() {
        operator.topics.answer("kafka:9092", new TopicsReport.Unreachable("Kafka cannot be reached: no answer"));
        wanted.cluster("files", SPEC);

        eventually().until(() -> wanted.reasonOfCluster("files"), "KafkaUnreachable"::equals);
        assertThat(worker.statefulSet()).isNull();
    }

    private PersistentVolumeClaim claim() {
        return API.admin()
                .persistentVolumeClaims()
                .inNamespace(API.namespace())
                .withName("files-offsets")
                .get();
    }

    /** Without the mark of the cluster that it belongs to. */
    private Map<String, String> list() {
        ConfigMap list = API.admin()
                .configMaps()
                .inNamespace(API.namespace())
                .withName("files-connectors")
                .get();
        Map<String, String> files = new TreeMap<>(list == null || list.getData() == null ? Map.of() : list.getData());
        files.remove("owner");
        return files;
    }

    private JsonNode stored(String connector) throws Exception {
        return JSON.readTree(list().get(connector + ".json"));
    }

    private String stateOf(String connector) {
        try {
            return stored(connector).path("initial_state").asText();
        } catch (Exception absent) {
            return "absent";
        }
    }
}
