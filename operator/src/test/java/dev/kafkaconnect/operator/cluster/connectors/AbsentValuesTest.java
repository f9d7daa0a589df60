package dev.kafkaconnect.operator.cluster.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.FakeWorkerPods;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbsentValuesTest {
    private static final ClusterId ID = new ClusterId("team", "payments");

    private final ManualClock clock = new ManualClock();
    private final FakeConnectApi workers = new FakeConnectApi();
    private final FakeKafkaTopics kafka = new FakeKafkaTopics();
    private final ClusterSessions sessions = new ClusterSessions(
            url -> workers.api(), access -> kafka, new PollIntervals(Duration.ofHours(1), Duration.ofHours(1)), clock);
    private final ClusterSession session = sessions.open(
            ID, new RestEndpoint("http://workers:8083", null), new FakeWorkerPods(), FakeKafkaTopics::access);
    private final AbsentValues values = new AbsentValues(ID, clock);

    @AfterEach
    void close() {
        sessions.close();
    }

    private Optional<Verdict> beforeStart(String... files) {
        return values.beforeStart(Clusters.plan(Clusters.cluster("team", "payments")), Set.of(files), () -> session);
    }

    private void stored(String connector, String... values) {
        kafka.starting.put(connector, Map.of("topic", "lines", "password", String.join("-", values)));
    }

    private static String reference(String file) {
        return "${values:/etc/kafka-connect-values:%s}".formatted(file);
    }

    @Test
    void aConnectorWhoseValuesAreNotThereIsStoppedBeforeWorkersStart() {
        stored("orders", reference("orders.1.0"));
        stored("half", reference("half.1.0"), reference("half.1.1"));
        stored("returns", reference("returns.1.0"));
        stored("plain", "secret");

        assertThat(beforeStart("returns.1", "returns.1.0", "half.1.0")).isEmpty();

        assertThat(kafka.questions).containsExactly("starting", "delete [] stop [half, orders]");
    }

    @Test
    void nothingIsWrittenWhereAllValuesAreThere() {
        stored("returns", reference("returns.1.0"));

        assertThat(beforeStart("returns.1", "returns.1.0")).isEmpty();

        assertThat(kafka.questions).containsExactly("starting");
    }

    @Test
    void nothingIsAskedWhereKafkaMayNotBeAsked() {
        ConnectCluster ignoring = Clusters.cluster("team", "payments");
        ignoring.getSpec().getTopics().setManagement("Ignore");

        assertThat(values.beforeStart(Clusters.plan(ignoring), Set.of(), () -> session))
                .isEmpty();

        assertThat(kafka.questions).isEmpty();
    }

    @Test
    void workersAreHeldUpByASilentKafkaForAMinuteAtMost() {
        kafka.fallSilent();

        assertThat(beforeStart()).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
            assertThat(verdict.message()).contains("Kafka cannot be reached");
        });
        clock.advance(Duration.ofSeconds(61));

        assertThat(beforeStart()).isEmpty();
    }
}
