package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.connector.ConnectorDeletion.Progress;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.OffsetsChangeEntry;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorDeletionTest extends DeletionCase {
    @Test
    void asksAgainUntilTheWorkersHaveTakenTheDeletion() {
        open.workers.answer("delete", new ConnectFault.Busy("a rebalance"));
        Progress first = advance(open.sessions);

        open.workers.answer("delete", new ConnectFault.NotFound("Connector orders not found"));
        Progress second = advance(open.sessions);

        assertThat(first).isInstanceOf(Progress.Waiting.class);
        assertThat(second).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("delete", "delete");
    }

    @Test
    void waitsForTheTasksOfAConnectorThatAnEarlierOperatorHasDeleted() {
        twoWorkersLive();
        open.workers.answer("delete", new ConnectFault.NotFound("Connector orders not found"));
        assertThat(advance(open.sessions)).as("one that never had a task").isEqualTo(new Progress.Done());
        anEarlierOperatorHasBegun();

        assertThat(advance(open.sessions))
                .isInstanceOfSatisfying(
                        Progress.Waiting.class,
                        waiting -> assertThat(waiting.verdict().message()).contains("may not have ended yet"));
    }

    @Test
    void reportsNothingOfTasksThatEndWithinAMoment() {
        twoWorkersLive();
        anEarlierOperatorHasBegun();

        deletionAsked(Duration.ofSeconds(1));
        assertThat(advance(open.sessions)).isInstanceOf(Progress.Ending.class);

        deletionAsked(Duration.ofSeconds(3));
        assertThat(advance(open.sessions)).isInstanceOf(Progress.Waiting.class);
    }

    private void twoWorkersLive() {
        open.pods.endpoints.put("a:8083", new RestEndpoint("http://a:8083", null));
        open.pods.endpoints.put("b:8083", new RestEndpoint("http://b:8083", null));
        open.pods.ready.add("b:8083");
    }

    private void anEarlierOperatorHasBegun() {
        ConnectorStatus status = new ConnectorStatus();
        status.setConditions(List.of(
                new ConditionBuilder().withType("Ready").withReason("Deleting").build()));
        connector.setStatus(status);
    }

    @Test
    void asksWorkersThatAreThereEvenIfTheirClusterIsBeingDeleted() {
        cluster.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("delete");
    }

    @Test
    void changesNothingWhileTheConnectorIsHeldByItsAnnotation() {
        connector.getMetadata().setAnnotations(Map.of(ConnectorParser.PAUSED, "true"));

        Progress progress = advance(open.sessions);

        assertThat(progress)
                .isInstanceOfSatisfying(
                        Progress.Waiting.class,
                        waiting -> assertThat(waiting.verdict().reason()).isEqualTo(Reason.ReconciliationPaused));
        assertThat(asked()).isEmpty();
    }

    @Test
    void leavesARetainedConnectorAsItIs() {
        connector.getSpec().setDeletionPolicy("Retain");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).isEmpty();
    }

    @Test
    void leavesAConnectorAsItIsUnderAPolicyItDoesNotKnow() {
        connector.getSpec().setDeletionPolicy("Archive");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).isEmpty();
    }

    @Test
    void stopsAConnectorThatIsOnlyToBeStopped() {
        connector.getSpec().setDeletionPolicy("Stop");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("stop");
    }

    @Test
    void whatWasDoneToOffsetsIsRememberedForAsLongAsTheOffsetsAreThere() throws LedgerFault {
        ClusterId id = ConnectorParser.clusterOf(connector);
        ledger.keepChanges(
                id,
                "orders",
                List.of(new OffsetsChangeEntry(
                        "replay", OffsetsChangeEntry.Progress.Done, null, "2026-01-31T11:00:00Z")));

        advance(open.sessions);
        assertThat(ledger.read(id).changes("orders")).hasSize(1);

        connector.getSpec().setDeleteOffsets(true);
        ledger.answers(true, false);
        assertThat(advance(open.sessions)).isInstanceOf(Progress.Waiting.class);

        ledger.answers(true, true);
        assertThat(advance(open.sessions)).isEqualTo(new Progress.Done());
        assertThat(ledger.read(id).changes("orders")).isEmpty();
    }

    @Test
    void deletesTheOffsetsBeforeTheConnector() {
        connector.getSpec().setDeleteOffsets(true);

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("stop", "deleteOffsets", "delete");
    }

    @Test
    void deletesNothingThatAStandaloneWorkerWouldStartAgain() {
        open.session.startSet().isNow(Map.of("orders", InitialState.STOPPED));

        Progress progress = advance(open.sessions);

        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        assertThat(asked()).isEmpty();
    }

    @Test
    void stopsNothingThatAStandaloneWorkerWouldLetRunAgain() {
        connector.getSpec().setDeletionPolicy("Stop");
        open.session.startSet().isNow(Map.of("orders", InitialState.RUNNING));
        Progress early = advance(open.sessions);
        open.session.startSet().isNow(Map.of("orders", InitialState.STOPPED));
        Progress late = advance(open.sessions);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(late).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("stop");
    }

    @Test
    void aListThatIsNeverWrittenDoesNotHoldTheFinalizerForEver() {
        open.session.startSet().isNow(Map.of("orders", InitialState.RUNNING));
        deletionAsked(DEADLINE.plusSeconds(1));

        assertThat(advance(open.sessions)).isInstanceOf(Progress.GivenUp.class);
    }

    @Test
    void deletesAConnectorThatRefusesToLoseItsOffsetsWithoutThem() {
        connector.getSpec().setDeleteOffsets(true);
        open.workers.answer("deleteOffsets", new ConnectFault.Rejected("the connector does not support it"));

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("stop", "deleteOffsets", "delete");
        assertThat(offsetsRemain).containsExactly("the connector does not support it");
    }

    @Test
    void triesForAMinuteToDeleteOffsetsThatMembersOfTheGroupHoldOn() {
        connector.getSpec().setDeleteOffsets(true);
        open.workers.answer("deleteOffsets", new ConnectFault.Crashed("its tasks haven't stopped completely yet"));
        ConnectorDeletion deletion = deletion(open.sessions);
        TrackedConnector tracked = newlyTracked();

        Progress early = advance(deletion, tracked);
        deletionAsked(Duration.ofSeconds(61));
        Progress late = advance(deletion, tracked);

        assertThat(early)
                .isInstanceOfSatisfying(
                        Progress.Waiting.class,
                        waiting -> assertThat(waiting.verdict().message())
                                .contains("its consumer group may have members"));
        assertThat(late).isEqualTo(new Progress.Done());
        assertThat(offsetsRemain).containsExactly("its tasks haven't stopped completely yet");
    }

    @Test
    void stopsAskingForOffsetsThatWereRefusedWhenTheDeletionItselfIsRepeated() {
        connector.getSpec().setDeleteOffsets(true);
        open.workers.answer("deleteOffsets", new ConnectFault.Rejected("the connector does not support it"));
        open.workers.answer("delete", new ConnectFault.Busy("a rebalance"));
        ConnectorDeletion deletion = deletion(open.sessions);
        TrackedConnector tracked = newlyTracked();

        advance(deletion, tracked);
        advance(deletion, tracked);

        assertThat(asked()).containsExactly("stop", "deleteOffsets", "delete", "delete");
        assertThat(offsetsRemain).hasSize(1);
    }

    @Test
    void changesNothingWhileTheClusterIsPaused() {
        cluster.getSpec().setPaused(true);

        Progress progress = advance(open.sessions);

        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        assertThat(asked()).isEmpty();
    }

    @Test
    void touchesNothingOnBehalfOfAConnectorThatItsClusterNeverAdmitted() {
        connector.getMetadata().setNamespace("elsewhere");
        connector.getSpec().getClusterRef().setNamespace("team");
        connector.getSpec().getClusterRef().setNamespace("team");
        ConnectorStatus status = new ConnectorStatus();
        status.setType("source");
        connector.setStatus(status);

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).isEmpty();
    }

    @Test
    void deletesWhatAnAdmittedConnectorRanInHoweverManyPassesAndWithoutConsentByNow() {
        connector.getMetadata().setNamespace("elsewhere");
        connector.getSpec().getClusterRef().setNamespace("team");
        connector.getSpec().getClusterRef().setNamespace("team");
        cluster.getMetadata().setUid("uid-of-payments");
        ConnectorStatus status = new ConnectorStatus();
        status.setAdmittedBy("uid-of-payments");
        connector.setStatus(status);
        open.session.startSet().isNow(Map.of("orders", InitialState.RUNNING));
        Progress first = advance(open.sessions);

        open.session.startSet().isNow(Map.of());
        Progress second = advance(open.sessions);

        assertThat(first).isInstanceOf(Progress.Waiting.class);
        assertThat(second).isEqualTo(new Progress.Done());
        assertThat(asked()).containsExactly("delete");
    }

    @Test
    void theConsentOfAnEarlierClusterOfThatNameCountsForNothing() {
        connector.getMetadata().setNamespace("elsewhere");
        connector.getSpec().getClusterRef().setNamespace("team");
        connector.getSpec().getClusterRef().setNamespace("team");
        cluster.getMetadata().setUid("uid-of-payments");
        ConnectorStatus status = new ConnectorStatus();
        status.setAdmittedBy("uid-of-an-earlier-cluster");
        connector.setStatus(status);

        assertThat(advance(open.sessions)).isEqualTo(new Progress.Done());
        assertThat(asked()).isEmpty();
    }
}
