package dev.kafkaconnect.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.observe.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterEndTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final ManagedInMemory managed = new ManagedInMemory();
    private final ConnectCluster cluster = Clusters.cluster("team", "payments");
    private final ClusterEnd end = new ClusterEnd(managed, DEADLINE, clock);

    ClusterEndTest() {
        cluster.getMetadata().setDeletionTimestamp(clock.instant().toString());
    }

    @Test
    void aClusterWithoutConnectorsGoesAtOnce() {
        assertThat(end.waitsFor(cluster)).isEmpty();
    }

    @Test
    void connectorsThatAreDeletedWithItGoFirst() {
        managed.leaving.add("orders");
        clock.advance(Duration.ofMinutes(1));

        assertThat(end.waitsFor(cluster))
                .hasValueSatisfying(what -> assertThat(what).contains("orders"));
        managed.leaving.clear();
        assertThat(end.waitsFor(cluster)).isEmpty();
    }

    @Test
    void connectorsThatMayBeDeletedWithItAreWaitedForAMoment() {
        managed.staying.add("orders");

        assertThat(end.waitsFor(cluster)).isPresent();
        clock.advance(Duration.ofSeconds(4));
        assertThat(end.waitsFor(cluster)).isEmpty();
    }

    @Test
    void allAreWaitedForWhenTheirNamespaceIsBeingDeleted() {
        managed.staying.add("orders");
        managed.namespaceEnds = true;
        clock.advance(Duration.ofMinutes(1));

        assertThat(end.waitsFor(cluster)).isPresent();
    }

    @Test
    void nothingIsWaitedForBeyondTheDeadline() {
        managed.leaving.add("orders");
        managed.staying.add("returns");
        managed.namespaceEnds = true;
        clock.advance(DEADLINE.plusSeconds(1));

        assertThat(end.waitsFor(cluster)).isEmpty();
        assertThat(end.leftBehind(cluster)).containsExactly("orders");
    }

    @Test
    void aStandaloneWorkerTakesItsListWithIt() {
        cluster.getSpec().setMode("Standalone");
        managed.leaving.add("orders");

        assertThat(end.waitsFor(cluster)).isEmpty();
    }
}
