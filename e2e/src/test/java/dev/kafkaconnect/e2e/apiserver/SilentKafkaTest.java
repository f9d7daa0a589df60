package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

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

    private final Wanted wanted = new Wanted(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_connector_whose_only_worker_is_gone_is_not_running_while_kafka_does_not_answer() {
        wanted.cluster("example", "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: 1\n");
        workers.allBecomeReady();
        wanted.connector("lines", """
                clusterRef: {name: example}
                class: FileStreamSource
                config: {file: /tmp/lines}
                """);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
        operator.clock.advance(UNTIL_TOPICS_ARE_ASKED_ABOUT);
        operator.topics.fallSilent();
        int looks = operator.topics.looks(OperatorBench.KAFKA);

        workers.setReady(0, false);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotReady"::equals);
        eventually().until(() -> operator.topics.looks(OperatorBench.KAFKA) > looks);
        assertThat(wanted.reasonOfCluster("example")).isEqualTo("WorkersReady");
        operator.topics.speakAgain();
    }
}
