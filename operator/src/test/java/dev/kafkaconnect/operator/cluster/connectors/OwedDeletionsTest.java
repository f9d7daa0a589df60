package dev.kafkaconnect.operator.cluster.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.ManagedInMemory;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.LedgerInMemory;
import dev.kafkaconnect.operator.ledger.Owed;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.FakeWorkerPods;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwedDeletionsTest {
    private static final ClusterId ID = new ClusterId("team", "payments");
    private static final String SINCE = "2026-01-31T12:00:00Z";

    private final ManualClock clock = new ManualClock();
    private final FakeConnectApi workers = new FakeConnectApi();
    private final FakeKafkaTopics kafka = new FakeKafkaTopics();
    private final LedgerInMemory ledger = new LedgerInMemory();
    private final ManagedInMemory managed = new ManagedInMemory();
    private final ClusterSessions sessions = new ClusterSessions(
            url -> workers.api(), access -> kafka, new PollIntervals(Duration.ofHours(1), Duration.ofHours(1)), clock);
    private final ClusterSession session = sessions.open(
            ID, new RestEndpoint("http://workers:8083", null), new FakeWorkerPods(), FakeKafkaTopics::access);
    private final OwedDeletions owed = new OwedDeletions(ID, ledger, managed, clock);

    @AfterEach
    void close() {
        sessions.close();
    }

    private void owes(String name, String policy, boolean deleteOffsets) {
        try {
            ledger.owe(ID, name, new Owed(policy, deleteOffsets, SINCE));
        } catch (LedgerFault fault) {
            throw new AssertionError(fault);
        }
    }

    private Set<String> left() {
        try {
            return ledger.read(ID).owed().keySet();
        } catch (LedgerFault fault) {
            throw new AssertionError(fault);
        }
    }

    private Optional<Verdict> beforeStart() {
        return owed.beforeStart(Clusters.plan(Clusters.cluster("team", "payments")), settled -> session);
    }

    private List<String> asked() {
        return workers.requests().stream()
                .filter(request -> !request.equals("connectors"))
                .toList();
    }

    @Test
    void whatIsOwedIsDoneInTheConfigTopicBeforeWorkersStart() {
        owes("orders", "Delete", false);
        owes("returns", "Stop", false);

        assertThat(beforeStart()).isEmpty();

        assertThat(kafka.questions).containsExactly("delete [orders] stop [returns]");
        assertThat(left()).isEmpty();
        assertThat(owed.names()).isEmpty();
    }

    @Test
    void aConnectorWhoseOffsetsAreToGoRestsUntilWorkersAreThere() {
        owes("orders", "Delete", true);

        assertThat(beforeStart()).isEmpty();
        assertThat(beforeStart()).isEmpty();

        assertThat(kafka.questions.getFirst()).isEqualTo("delete [] stop [orders]");
        assertThat(kafka.questions)
                .filteredOn(question -> question.contains("orders"))
                .hasSize(1);
        assertThat(left()).containsExactly("orders");

        owed.pay(session);
        await().until(() -> left().isEmpty());
        assertThat(asked()).containsExactly("stop", "deleteOffsets", "delete");
    }

    @Test
    void whereKafkaMayNotBeAskedWorkersStartAndAreAskedThemselves() {
        owes("orders", "Delete", false);
        ConnectCluster ignoring = Clusters.cluster("team", "payments");
        ignoring.getSpec().getTopics().setManagement("Ignore");

        assertThat(owed.beforeStart(Clusters.plan(ignoring), settled -> session))
                .isEmpty();
        assertThat(kafka.questions).doesNotContain("delete [orders] stop []");

        owed.pay(session);
        await().until(() -> left().isEmpty());
    }

    @Test
    void whatIsDescribedAnewIsLeftAlone() {
        owes("orders", "Delete", false);
        managed.names.add("orders");

        assertThat(beforeStart()).isEmpty();
        owed.pay(session);

        assertThat(kafka.questions).isEmpty();
        assertThat(asked()).isEmpty();
        assertThat(owed.names()).isEmpty();
    }

    @Test
    void workersAreHeldUpByAKafkaThatDoesNotTakeItForAMinuteAtMost() {
        owes("orders", "Delete", false);
        kafka.fallSilent();

        assertThat(beforeStart()).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
            assertThat(verdict.message()).contains("Kafka cannot be reached");
        });
        clock.advance(Duration.ofSeconds(61));

        assertThat(beforeStart()).isEmpty();
        assertThat(left()).containsExactly("orders");
        assertThat(owed.names()).containsExactly("orders");
    }

    @Test
    void nothingIsDoneBeforeAllConnectorsAreKnown() {
        owes("orders", "Delete", false);
        managed.listed = false;

        assertThat(beforeStart()).isPresent();
        owed.pay(session);

        assertThat(kafka.questions).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void whatWorkersDoNotTakeNowIsTriedAgainLater() {
        owes("orders", "Delete", false);
        workers.answer("delete", new ConnectFault.Busy("a rebalance is under way"));
        owed.pay(session);
        await().until(() -> asked().contains("delete"));

        workers.answer("delete", new ConnectFault.NotFound("Connector orders not found"));
        await().until(() -> {
            owed.pay(session);
            return left().isEmpty();
        });
    }

    @Test
    void offsetsThatCannotBeDeletedStayAfterAMinute() {
        owes("orders", "Delete", true);
        workers.answer("deleteOffsets", new ConnectFault.Rejected("not supported"));
        owed.pay(session);
        await().until(() -> asked().contains("deleteOffsets"));
        clock.advance(Duration.ofSeconds(61));

        await().until(() -> {
            owed.pay(session);
            return left().isEmpty();
        });
        assertThat(asked()).endsWith("delete");
    }

    @Test
    void aStandaloneWorkerStartsWithNothingThatIsOwed() {
        owes("orders", "Delete", false);

        ConnectCluster standalone = Clusters.cluster("team", "payments");
        standalone.getSpec().setMode("Standalone");
        standalone.getSpec().setReplicas(1);

        assertThat(owed.beforeStart(Clusters.plan(standalone), settled -> session))
                .isEmpty();

        assertThat(left()).isEmpty();
        assertThat(kafka.questions).isEmpty();
    }
}
