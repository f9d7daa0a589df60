package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.ConnectorDeletion.Progress;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.ClusterObserver.Pace;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorDeletionTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private final OpenSession open = new OpenSession();
    private final Connector connector =
            GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
    private final ConnectCluster cluster = new ConnectCluster();

    ConnectorDeletionTest() {
        cluster.setSpec(new ConnectClusterSpec());
        deletionAsked(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void waitsUntilTheConnectorIsGone() {
        open.workers.answer("exists", true);
        Progress first = advance(open.sessions);

        open.workers.answer("delete", new ConnectFault.NotFound("Connector orders not found"));
        Progress second = advance(open.sessions);

        assertThat(first).isInstanceOf(Progress.Waiting.class);
        assertThat(second).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).containsExactly("delete", "exists", "delete");
    }

    @Test
    void letsGoAtOnceWhenTheClusterIsGone() {
        Progress progress = deletion(open.sessions).advance(connector, Optional.empty());

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).isEmpty();
    }

    @Test
    void letsGoAtOnceWhenTheClusterIsBeingDeleted() {
        cluster.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).isEmpty();
    }

    @Test
    void leavesARetainedConnectorAsItIs() {
        connector.getSpec().setDeletionPolicy("Retain");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).isEmpty();
    }

    @Test
    void leavesAConnectorAsItIsUnderAPolicyItDoesNotKnow() {
        connector.getSpec().setDeletionPolicy("Archive");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).isEmpty();
    }

    @Test
    void stopsAConnectorThatIsOnlyToBeStopped() {
        connector.getSpec().setDeletionPolicy("Stop");

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).containsExactly("stop");
    }

    @Test
    void deletesTheOffsetsBeforeTheConnector() {
        connector.getSpec().setDeleteOffsets(true);
        open.workers.answer("exists", false);

        Progress progress = advance(open.sessions);

        assertThat(progress).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).containsExactly("stop", "deleteOffsets", "delete", "exists");
    }

    @Test
    void deletesNothingThatAStandaloneWorkerWouldStartAgain() {
        open.session.startList().isNow(Map.of("orders", InitialState.STOPPED));

        Progress progress = advance(open.sessions);

        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        assertThat(open.workers.requests()).isEmpty();
    }

    @Test
    void stopsNothingThatAStandaloneWorkerWouldLetRunAgain() {
        connector.getSpec().setDeletionPolicy("Stop");
        open.session.startList().isNow(Map.of("orders", InitialState.RUNNING));
        Progress early = advance(open.sessions);
        open.session.startList().isNow(Map.of("orders", InitialState.STOPPED));
        Progress late = advance(open.sessions);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(late).isEqualTo(new Progress.Done());
        assertThat(open.workers.requests()).containsExactly("stop");
    }

    @Test
    void aListThatIsNeverWrittenDoesNotHoldTheFinalizerForEver() {
        open.session.startList().isNow(Map.of("orders", InitialState.RUNNING));
        deletionAsked(DEADLINE.plusSeconds(1));

        assertThat(advance(open.sessions)).isInstanceOf(Progress.GivenUp.class);
    }

    @Test
    void asksSilentWorkersAgainUntilTheDeadline() {
        open.workers.failWith(new ConnectFault.Unreachable("no answer"));
        Progress early = advance(open.sessions);

        deletionAsked(DEADLINE.plusSeconds(1));
        Progress late = advance(open.sessions);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(late).isEqualTo(new Progress.GivenUp("no answer"));
    }

    @Test
    void givesUpAfterTheDeadlineWhenOffsetsCannotBeDeleted() {
        connector.getSpec().setDeleteOffsets(true);
        open.workers.answer("deleteOffsets", new ConnectFault.Rejected("the connector does not support it"));
        deletionAsked(DEADLINE.plusSeconds(1));

        Progress progress = advance(open.sessions);

        assertThat(progress).isNotInstanceOf(Progress.Waiting.class);
    }

    @Test
    void waitsForWorkersThatHaveNotAnsweredYetUntilTheDeadline() {
        ClusterSessions none =
                new ClusterSessions(url -> open.workers.api(), access -> open.kafka, Pace.DEFAULT, OpenSession.CLOCK);
        Progress early = advance(none);

        deletionAsked(DEADLINE.plusSeconds(1));
        Progress late = advance(none);

        assertThat(early).isInstanceOf(Progress.Waiting.class);
        assertThat(late).isInstanceOf(Progress.GivenUp.class);
    }

    @Test
    void changesNothingWhileTheClusterIsPaused() {
        cluster.getSpec().setPaused(true);

        Progress progress = advance(open.sessions);

        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        assertThat(open.workers.requests()).isEmpty();
    }

    private void deletionAsked(Duration ago) {
        connector.getMetadata().setDeletionTimestamp(OpenSession.NOW.minus(ago).toString());
    }

    private Progress advance(ClusterSessions sessions) {
        return deletion(sessions).advance(connector, Optional.of(cluster));
    }

    private static ConnectorDeletion deletion(ClusterSessions sessions) {
        return new ConnectorDeletion(
                new ConnectorIndex(() -> true), sessions, Given.noValues(), DEADLINE, OpenSession.CLOCK);
    }
}
