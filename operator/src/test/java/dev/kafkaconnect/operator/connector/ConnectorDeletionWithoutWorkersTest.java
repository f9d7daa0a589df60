package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.ConnectorDeletion.Progress;
import dev.kafkaconnect.operator.ledger.Owed;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import org.junit.jupiter.api.Test;

class ConnectorDeletionWithoutWorkersTest extends DeletionCase {
    @Test
    void remembersWhatIsToBeDeletedWhenTheClusterIsGone() {
        Progress progress = advanceWithoutCluster();

        assertThat(reasonOf(progress)).isEqualTo("DeletionOwed");
        assertThat(owed())
                .containsOnly(entry(
                        "orders",
                        new Owed("Delete", false, connector.getMetadata().getDeletionTimestamp())));
        assertThat(asked()).isEmpty();
    }

    @Test
    void remembersNothingOfAConnectorWhoseClusterWasNeverThere() {
        connector.setStatus(null);

        Progress progress = advanceWithoutCluster();

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(owed()).isEmpty();
    }

    @Test
    void remembersNothingOfAGuestThatWasNeverAdmitted() {
        connector.getMetadata().setNamespace("elsewhere");
        connector.getSpec().getClusterRef().setNamespace("team");
        connector.setStatus(null);

        Progress progress = advanceWithoutCluster();

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(owed()).isEmpty();
    }

    @Test
    void goesAtOnceWithTheNamespaceWhenItsClusterIsGone() {
        ledger.namespaceEnds();

        Progress progress = advanceWithoutCluster();

        assertThat(progress).isEqualTo(new Progress.Done());
    }

    @Test
    void goesAtTheDeadlineWhenNothingCanBeRemembered() {
        ledger.answers(true, false);
        Progress early = advanceWithoutCluster();

        deletionAsked(DEADLINE.plusSeconds(1));
        Progress late = advanceWithoutCluster();

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(late).isInstanceOf(Progress.GivenUp.class);
    }

    @Test
    void doesNotWaitForSilentWorkersOfAClusterThatIsBeingDeleted() {
        cluster.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");
        open.workers.failWith(new ConnectFault.Unreachable("no answer"));

        Progress progress = advance(open.sessions);

        assertThat(reasonOf(progress)).isEqualTo("EndedWithoutWorkers");
        assertThat(open.kafka.questions).containsExactly("delete [orders] stop []");
    }

    @Test
    void deletesFromTheConfigTopicWhenNoWorkerIsThere() {
        noWorkerLives();

        Progress progress = advance(open.sessions);

        assertThat(reasonOf(progress)).isEqualTo("EndedWithoutWorkers");
        assertThat(open.kafka.questions).containsExactly("delete [orders] stop []");
        assertThat(owed()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void stopsInTheConfigTopicWhenNoWorkerIsThere() {
        noWorkerLives();
        connector.getSpec().setDeletionPolicy("Stop");

        Progress progress = advance(open.sessions);

        assertThat(reasonOf(progress)).isEqualTo("EndedWithoutWorkers");
        assertThat(open.kafka.questions).containsExactly("delete [] stop [orders]");
    }

    @Test
    void letsAConnectorRestUntilWorkersCanDeleteItsOffsets() {
        noWorkerLives();
        connector.getSpec().setDeleteOffsets(true);

        Progress progress = advance(open.sessions);

        assertThat(reasonOf(progress)).isEqualTo("DeletionOwed");
        assertThat(open.kafka.questions).containsExactly("delete [] stop [orders]");
        assertThat(owed()).containsOnlyKeys("orders");
    }

    @Test
    void remembersWhatKafkaDoesNotTake() {
        noWorkerLives();
        open.kafka.fallSilent();

        Progress progress = advance(open.sessions);

        assertThat(reasonOf(progress)).isEqualTo("DeletionOwed");
        assertThat(owed()).containsOnlyKeys("orders");
    }

    @Test
    void neitherAsksNorWritesForAStandaloneWorkerThatIsNotThereAndWouldNotStartIt() {
        noWorkerLives();
        cluster.getSpec().setMode("Standalone");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(asked()).isEmpty();
        assertThat(open.kafka.questions).isEmpty();
    }

    @Test
    void aTroubleOfTheOperatorHoldsTheFinalizerUntilTheDeadlineAtMost() {
        open.workers.failWith(new IllegalStateException("no such luck"));
        Progress early = advance(open.sessions);

        deletionAsked(DEADLINE.plusSeconds(1));
        Progress late = advance(open.sessions);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(late).isEqualTo(new Progress.GivenUp("the operator failed: no such luck"));
    }

    @Test
    void asksSilentWorkersAgainUntilTheDeadline() {
        open.workers.failWith(new ConnectFault.Unreachable("no answer"));
        Progress early = advance(open.sessions);

        deletionAsked(DEADLINE.plusSeconds(1));
        Progress late = advance(open.sessions);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(reasonOf(late)).isEqualTo("DeletionOwed");
        assertThat(owed()).containsOnlyKeys("orders");
    }

    @Test
    void waitsForTheFirstLookAtWorkersOfAClusterThatIsBeingDeleted() {
        cluster.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");
        RedactedSessions none = new RedactedSessions(new ClusterSessions(
                url -> open.workers.api(), access -> open.kafka, PollIntervals.DEFAULT, OpenSession.CLOCK));

        assertThat(advance(none)).isInstanceOf(Progress.Waiting.class);
        assertThat(owed()).isEmpty();
    }

    @Test
    void waitsForWorkersThatHaveNotAnsweredYetUntilTheDeadline() {
        RedactedSessions none = new RedactedSessions(new ClusterSessions(
                url -> open.workers.api(), access -> open.kafka, PollIntervals.DEFAULT, OpenSession.CLOCK));
        Progress early = advance(none);

        deletionAsked(DEADLINE.plusSeconds(1));
        Progress late = advance(none);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(reasonOf(late)).isEqualTo("DeletionOwed");
    }
}
