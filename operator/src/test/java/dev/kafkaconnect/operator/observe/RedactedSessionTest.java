package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactedSessionTest {
    private static final ClusterId CLUSTER = new ClusterId("team", "payments");

    private static final KafkaAccess ACCESS = new KafkaAccess(
            Map.of("sasl.jaas.config", new Password("LoginModule required username=\"us\" password=\"of-kafka\";")),
            true,
            null,
            null,
            null);

    private final FakeConnectApi workers = new FakeConnectApi();
    private final FakeWorkerPods pods = new FakeWorkerPods();
    private final ClusterSessions all = new ClusterSessions(
            url -> workers.api(),
            access -> new FakeKafkaTopics(),
            new PollIntervals(Duration.ofMillis(5), Duration.ofHours(1)),
            new ManualClock());
    private RedactedSession session;

    @BeforeEach
    void open() {
        workers.show("orders", failed("password hunter2 was refused"));
        workers.show("victim", failed("password hunter3 was refused"));
        pods.ready.add(ObservedCluster.WORKER);
        all.open(CLUSTER, new RestEndpoint("http://workers:8083", null), pods, () -> ACCESS);
        session = new RedactedSessions(all)
                .find(CLUSTER, text -> text.replace("hunter2", "[hidden]"))
                .orElseThrow();
    }

    private static ConnectorListing failed(String trace) {
        return Listings.listing(new Part(0, "FAILED", ObservedCluster.WORKER, trace, "4.3.1"));
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void showsTheOneConnectorWithoutItsValues() {
        Awaitility.await().until(() -> session.view("orders") instanceof ClusterView.Seen);

        Map<String, ObservedConnector> seen = ((ClusterView.Seen) session.view("orders")).connectors();

        assertThat(seen).containsOnlyKeys("orders");
        assertThat(Objects.requireNonNull(seen.get("orders")).trace()).isEqualTo("password [hidden] was refused");
    }

    @Test
    void takesValuesOutOfWhatWorkersObjectToAndOfTheirFaults() throws ConnectFault {
        workers.answer("validate", Map.of("password", List.of("hunter2 is too short")));
        assertThat(session.api().validate("Source", ConnectorConfig.of(Map.of())))
                .containsExactly(Map.entry("password", List.of("[hidden] is too short")));

        workers.failWith(new ConnectFault.Crashed("no login with hunter2 or of-kafka"));
        assertThatExceptionOfType(ConnectFault.Crashed.class)
                .isThrownBy(() -> session.api().deleteOffsets("orders"))
                .withMessage("no login with [hidden] or [hidden]");
    }
}
