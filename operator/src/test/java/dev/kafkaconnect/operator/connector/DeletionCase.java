package dev.kafkaconnect.operator.connector;

import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connector.ConnectorDeletion.Progress;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.LedgerInMemory;
import dev.kafkaconnect.operator.ledger.Owed;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.selection.WatchSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;

/** A Connector that is being deleted, one worker that answers as it is told, and everything that the deletion leaves behind. */
abstract class DeletionCase {
    static final Duration DEADLINE = Duration.ofMinutes(5);
    final OpenSession open = new OpenSession();
    static final ClusterId ID = new ClusterId("team", "payments");
    final LedgerInMemory ledger = new LedgerInMemory();
    final List<String> offsetsRemain = new ArrayList<>();
    final Connector connector = GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
    final ConnectCluster cluster = new ConnectCluster();
    WatchSelector selector = WatchSelector.EVERYTHING;

    DeletionCase() {
        connector.getMetadata().setUid("uid");
        cluster.setSpec(new ConnectClusterSpec());
        ConnectorStatus hasBeenInCharge = new ConnectorStatus();
        hasBeenInCharge.setAdmittedBy("uid-of-payments");
        connector.setStatus(hasBeenInCharge);
        deletionAsked(Duration.ofSeconds(10));
        aWorkerLives();
    }

    void aWorkerLives() {
        open.pods.ready.add("a:8083");
        open.observer.pollNow();
        await().until(() -> open.observer.view() instanceof ClusterView.Seen);
    }

    void noWorkerLives() {
        open.pods.ready.clear();
        open.observer.pollNow();
        await().until(() -> open.observer.view() instanceof ClusterView.NoWorkers);
    }

    SortedMap<String, Owed> owed() {
        try {
            return ledger.read(ID).owed();
        } catch (LedgerFault fault) {
            throw new AssertionError(fault);
        }
    }

    /** Without what the observer asks. */
    List<String> asked() {
        return open.workers.requests().stream()
                .filter(request -> !request.equals("connectors"))
                .toList();
    }

    static String reasonOf(Progress progress) {
        return ((Progress.LetGo) progress).reason();
    }

    @AfterEach
    void close() {
        open.close();
    }

    void deletionAsked(Duration ago) {
        connector.getMetadata().setDeletionTimestamp(OpenSession.NOW.minus(ago).toString());
    }

    Progress advance(RedactedSessions sessions) {
        return advance(deletion(sessions), newlyTracked());
    }

    Progress advance(ConnectorDeletion deletion, TrackedConnector tracked) {
        return deletion.advance(connector, Optional.of(cluster), tracked);
    }

    /** As of a Connector of which nothing is remembered. */
    static TrackedConnector newlyTracked() {
        return TrackedConnector.fromStatus(new Connector(), OpenSession.NOW);
    }

    Progress advanceWithoutCluster() {
        return deletion(open.sessions).advance(connector, Optional.empty(), newlyTracked());
    }

    ConnectorDeletion deletion(RedactedSessions sessions) {
        return new ConnectorDeletion(
                new Ownership(new ConnectorIndex(), () -> true, () -> true, selector),
                sessions,
                Given.noValues(),
                new WorkerlessDeletion(ledger),
                new RestDeletion(
                        (about, why) -> offsetsRemain.add(why),
                        new OffsetsOnce(ledger, OpenSession.CLOCK),
                        OpenSession.CLOCK),
                new DeletionDeadline(DEADLINE, OpenSession.CLOCK));
    }
}
