package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known without Kafka is told without waiting for it. */
@Tag("apiserver")
class SilentKafkaTest {
    private static final Duration UNTIL_TOPICS_ARE_ASKED_ABOUT = Duration.ofSeconds(61);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    /** No look of the observer comes to the help: each has to be asked for. */
    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API, Duration.ofHours(1));

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_connector_whose_only_worker_is_gone_is_not_running_while_kafka_does_not_answer() {
        aClusterOfOneWorker();
        wanted.connector("lines", """
                clusterRef: {name: example}
                class: FileStreamSource
                config: {file: /tmp/lines}
                """);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);

        whileTopicsAreAskedAbout(() -> workers.setReady(0, false), () -> {
            eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotReady"::equals);
            assertThat(wanted.reasonOfCluster("example")).isEqualTo("WorkersReady");
        });
    }

    @Test
    void a_cluster_that_is_deleted_while_kafka_does_not_answer_is_not_followed_any_more_when_it_does() {
        aClusterOfOneWorker();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);

        whileTopicsAreAskedAbout(() -> workers.touchFirstPod("again"), () -> {
            wanted.deleteCluster("example");
            // By hand, as when somebody does not want to wait.
            wanted.releaseCluster("example");
            eventually().until(() -> operator.kafka.closed.get() == 1);
        });

        // One pass asks for the session in two places, and it may have been closed in between.
        eventually().until(() -> operator.kafka.opened.get() >= 2);
        eventually().until(() -> operator.kafka.closed.get() == operator.kafka.opened.get());
    }

    private void aClusterOfOneWorker() {
        ClusterScenario.started(wanted, workers, "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: 1\n");
    }

    /** @param event makes the operator look at the cluster */
    private void whileTopicsAreAskedAbout(Runnable event, Runnable then) {
        operator.clock.advance(UNTIL_TOPICS_ARE_ASKED_ABOUT);
        operator.topics.fallSilent();
        int looks = operator.topics.looks(OperatorBench.KAFKA);
        event.run();
        eventually().until(() -> operator.topics.looks(OperatorBench.KAFKA) > looks);
        then.run();
        operator.topics.speakAgain();
    }
}
