package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Levels of loggers: told to workers that run and to those that become ready later, and nothing rolls. */
@Tag("apiserver")
class LoggersTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void aClusterThatIsReady() {
        ClusterScenario.ready(wanted, workers, SPEC);
    }

    @Test
    void a_level_is_told_once_and_remembered_in_the_status() {
        PodTemplateSpec before = workers.statefulSet().getSpec().getTemplate();

        wanted.changeCluster("example", "logging: {loggers: {org.example: DEBUG}}");

        eventually()
                .untilAsserted(
                        () -> assertThat(wanted.cluster("example").getStatus().getLoggers())
                                .isEqualTo(Map.of("org.example", "DEBUG")));
        operator.passTwice(workers);
        assertThat(operator.workersOf("example").levels()).containsExactly("org.example=DEBUG");
        assertThat(workers.statefulSet().getSpec().getTemplate()).isEqualTo(before);
    }

    @Test
    void a_level_that_is_taken_back_returns_to_what_it_inherits() {
        wanted.changeCluster("example", "logging: {loggers: {org.example: DEBUG}}");
        eventually().until(() -> wanted.cluster("example").getStatus().getLoggers() != null);

        wanted.changeCluster("example", "logging: null");

        eventually().until(() -> wanted.cluster("example").getStatus().getLoggers() == null);
        assertThat(operator.workersOf("example").levels()).containsExactly("org.example=DEBUG", "org.example=INFO");
    }

    @Test
    void an_operator_that_starts_again_makes_sure_once() {
        wanted.changeCluster("example", "logging: {loggers: {org.example: DEBUG}}");
        eventually().until(() -> wanted.cluster("example").getStatus().getLoggers() != null);

        operator.restart();
        operator.passTwice(workers);

        assertThat(operator.workersOf("example").levels()).containsExactly("org.example=DEBUG", "org.example=DEBUG");
    }

    @Test
    void a_worker_that_becomes_ready_later_is_told_too() {
        wanted.changeCluster("example", "logging: {loggers: {org.example: DEBUG}}");
        eventually().until(() -> wanted.cluster("example").getStatus().getLoggers() != null);

        workers.setReady(1, false);
        operator.passTwice(workers);
        workers.setReady(1, true);

        eventually()
                .until(() -> operator.workersOf("example")
                        .levels()
                        .equals(List.of("org.example=DEBUG", "org.example=DEBUG")));
    }

    @Test
    void nothing_is_told_while_the_cluster_is_paused() {
        wanted.changeCluster("example", "paused: true");
        wanted.changeCluster("example", "logging: {loggers: {org.example: DEBUG}}");
        eventually()
                .until(() -> wanted.cluster("example")
                        .getMetadata()
                        .getGeneration()
                        .equals(wanted.cluster("example").getStatus().getObservedGeneration()));

        assertThat(wanted.ofCluster("example", "ReconciliationPaused")).isNotNull();
        assertThat(operator.workersOf("example").levels()).isEmpty();

        wanted.changeCluster("example", "paused: false");

        eventually().until(() -> operator.workersOf("example").levels().equals(List.of("org.example=DEBUG")));
    }
}
