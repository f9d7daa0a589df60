package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ConnectCluster says of itself, from its very first status on. */
@Tag("apiserver")
class ClusterStatusTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void every_status_from_the_first_on_holds_all_conditions() {
        List<ConnectCluster> history = new CopyOnWriteArrayList<>();
        try (var watch = API.admin()
                .resources(ConnectCluster.class)
                .inNamespace(API.namespace())
                .watch(new Recorder(history))) {
            ClusterScenario.ready(wanted, workers, SPEC);
        }
        assertThat(history)
                .filteredOn(cluster -> cluster.getStatus().getConditions() != null)
                .hasSizeGreaterThan(1)
                .allSatisfy(cluster -> {
                    List<Condition> conditions = cluster.getStatus().getConditions();
                    assertThat(conditions)
                            .extracting(Condition::getType)
                            .filteredOn(type -> !type.equals("Reconciling"))
                            .containsExactly("Ready", "TopicsReady", "WorkersReady");
                    assertThat(conditions).allSatisfy(condition -> {
                        assertThat(condition.getObservedGeneration()).isEqualTo(1);
                        assertThat(condition.getMessage()).isNotBlank();
                    });
                    assertThat(cluster.getStatus().getObservedGeneration()).isEqualTo(1);
                });
    }

    private record Recorder(List<ConnectCluster> history) implements Watcher<ConnectCluster> {
        @Override
        public void eventReceived(Action action, ConnectCluster resource) {
            history.add(resource);
        }

        @Override
        public void onClose(WatcherException cause) {}
    }

    @Test
    void a_ready_cluster_shows_what_it_consists_of() {
        ClusterScenario.started(wanted, workers, SPEC);

        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);

        eventually()
                .untilAsserted(() -> assertThat(wanted.cluster("example").getStatus())
                        .satisfies(status -> {
                            assertThat(status.getMode()).isEqualTo("Distributed");
                            assertThat(status.getGroupId()).isEqualTo(API.namespace() + ".example");
                            assertThat(status.getKafkaClusterId()).isEqualTo("id-of-kafka:9092");
                            assertThat(status.getVersion()).isEqualTo("4.3.1");
                            assertThat(status.getImage()).isEqualTo(RunningOperator.DEFAULT_IMAGE);
                            assertThat(status.getReplicasReady()).isEqualTo("3/3");
                            assertThat(status.getRestUrl())
                                    .isEqualTo("https://example-rest.%s.svc:8083", API.namespace());
                            assertThat(status.getSelector()).contains("kafkaconnect.dev/cluster=example");
                            assertThat(status.getTopics()).hasSize(3);
                            assertThat(status.getConnectors().getTotal()).isZero();
                        }));
        assertThat(wanted.ofCluster("example", "Ready").getStatus()).isEqualTo("True");
        assertThat(wanted.ofCluster("example", "Reconciling")).isNull();
        assertThat(wanted.ofCluster("example", "Stalled")).isNull();
    }

    @Test
    void topics_that_are_refused_keep_every_child_from_being_made_until_they_are_put_right() {
        operator.topics.answer(
                OperatorBench.KAFKA,
                new TopicsReport.Refused(
                        TopicsReport.Problem.Mismatch, "the config topic x has 3 partitions (wanted 1)", List.of()));
        wanted.cluster("example", SPEC);

        eventually().until(() -> wanted.reasonOfCluster("example"), "TopicMismatch"::equals);

        assertThat(wanted.ofCluster("example", "Ready").getStatus()).isEqualTo("False");
        assertThat(wanted.ofCluster("example", "Stalled").getMessage()).contains("3 partitions (wanted 1)");
        assertThat(wanted.ofCluster("example", "TopicsReady").getStatus()).isEqualTo("False");
        assertThat(wanted.ofCluster("example", "TopicsReady").getMessage()).contains("3 partitions (wanted 1)");
        assertThat(OwnedObjects.in(API)).isEmpty();

        operator.topics.answerTruthfully(OperatorBench.KAFKA);

        eventually().untilAsserted(() -> assertThat(OwnedObjects.in(API)).isNotEmpty());
        eventually().until(() -> wanted.ofCluster("example", "Stalled") == null);
    }

    @Test
    void topics_that_someone_changes_later_are_told_and_keep_no_worker_from_being_looked_after() {
        ClusterScenario.ready(wanted, workers, SPEC);
        operator.stop();
        operator.topics.answer(
                OperatorBench.KAFKA,
                new TopicsReport.Refused(
                        TopicsReport.Problem.Mismatch,
                        "the status topic x has replication factor 1 (wanted 3)",
                        List.of(),
                        "id-of-kafka:9092"));

        wanted.changeCluster("example", "replicas: 4");
        operator.start();

        eventually().until(() -> wanted.ofCluster("example", "TopicsReady").getReason(), "TopicMismatch"::equals);
        assertThat(wanted.ofCluster("example", "TopicsReady").getStatus()).isEqualTo("False");
        assertThat(wanted.ofCluster("example", "Stalled")).isNull();
        eventually().until(() -> workers.statefulSet().getSpec().getReplicas(), Integer.valueOf(4)::equals);
    }

    @Test
    void a_cluster_whose_topics_are_to_be_ignored_becomes_ready_and_kafka_is_not_asked() {
        ClusterScenario.started(
                wanted, workers, "kafka: {bootstrapServers: 'unasked:9092'}\ntopics: {management: Ignore}\n");

        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);

        assertThat(wanted.ofCluster("example", "TopicsReady").getStatus()).isEqualTo("Unknown");
        assertThat(wanted.ofCluster("example", "TopicsReady").getReason()).isEqualTo("NotVerified");
        assertThat(operator.topics.looks("unasked:9092")).isZero();
        eventually().until(() -> wanted.cluster("example").getStatus().getKafkaClusterId() != null);
        assertThat(wanted.cluster("example").getStatus().getTopics()).isNullOrEmpty();
    }

    @Test
    void a_kafka_that_does_not_answer_keeps_every_child_from_being_made_until_it_does() {
        operator.topics.answer(OperatorBench.KAFKA, new TopicsReport.Unreachable("Kafka cannot be reached: timed out"));
        wanted.cluster("example", SPEC);

        eventually().until(() -> wanted.reasonOfCluster("example"), "KafkaUnreachable"::equals);

        assertThat(wanted.ofCluster("example", "Stalled")).isNull();
        assertThat(wanted.ofCluster("example", "Reconciling").getMessage()).contains("timed out");
        assertThat(wanted.ofCluster("example", "TopicsReady").getStatus()).isEqualTo("Unknown");
        assertThat(OwnedObjects.in(API)).isEmpty();

        operator.topics.answerTruthfully(OperatorBench.KAFKA);

        eventually().untilAsserted(() -> assertThat(OwnedObjects.in(API)).isNotEmpty());
    }

    @Test
    void a_cluster_that_is_paused_from_the_start_makes_nothing_until_it_is_resumed() {
        wanted.cluster("example", SPEC + "paused: true\n");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ReconciliationPaused"::equals);

        assertThat(OwnedObjects.in(API)).isEmpty();
        assertThat(operator.topics.looks(OperatorBench.KAFKA)).isZero();

        wanted.changeCluster("example", "paused: false");

        eventually().untilAsserted(() -> assertThat(OwnedObjects.in(API)).isNotEmpty());
        eventually().until(() -> wanted.ofCluster("example", "ReconciliationPaused") == null);
    }

    @Test
    void a_cluster_that_is_paused_changes_nothing_and_says_what_waits() {
        ClusterScenario.ready(wanted, workers, SPEC);
        String before = workers.statefulSet().getMetadata().getResourceVersion();

        wanted.changeCluster("example", "{paused: true, image: 'another:2', replicas: 9}");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ReconciliationPaused"::equals);
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains("StatefulSet example-worker");
        assertThat(workers.statefulSet().getMetadata().getResourceVersion()).isEqualTo(before);

        wanted.changeCluster("example", "paused: false");

        eventually().until(() -> workers.statefulSet().getSpec().getReplicas(), replicas -> replicas == 9);
    }

    @Test
    void a_setting_that_only_the_operator_may_make_stalls_the_cluster_and_is_named() {
        wanted.cluster("example", SPEC + "config:\n  admin.listeners: http://:9999\n  value.converter: [a, b]\n");

        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);

        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .contains("\"admin.listeners\"")
                .contains("\"value.converter\" is a list");
        assertThat(OwnedObjects.in(API)).isEmpty();
    }

    @Test
    void connectors_that_go_on_running_are_counted_whatever_the_spec_says_now() throws Exception {
        ClusterScenario.ready(wanted, workers, SPEC);
        operator.workersOf("example")
                .create("found", ConnectorConfig.of(Map.of("name", "found")), InitialState.RUNNING);
        eventually().until(() -> running("example") == 1);

        wanted.changeCluster("example", "config: {admin.listeners: 'http://:9999'}");
        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);

        assertThat(running("example")).isEqualTo(1);
        assertThat(wanted.cluster("example").getStatus().getUnmanagedConnectors())
                .containsExactly("found");
    }

    private int running(String cluster) {
        var tasks = wanted.cluster(cluster).getStatus().getTasks();
        return tasks == null ? 0 : tasks.getRunning();
    }
}
