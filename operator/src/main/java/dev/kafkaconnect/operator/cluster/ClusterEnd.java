package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a ConnectCluster that is being deleted waits for: its topics outlive it, so that connectors which are deleted with it would
 * run again on a cluster of the same name. Decides nothing about connectors, and never waits beyond a deadline.
 */
public final class ClusterEnd {
    /** A ConnectCluster and its Connectors are deleted in any order, one right after the other. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ManagedConnectors managed;
    private final Duration deadline;
    private final Clock clock;

    public ClusterEnd(ManagedConnectors managed, Duration deadline, Clock clock) {
        this.managed = managed;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Empty when the ConnectCluster may go. */
    Optional<String> waitsFor(ConnectCluster cluster) {
        ClusterId id = ManagedClusters.idOf(cluster);
        if ("Standalone".equals(cluster.getSpec().getMode()) || isLate(cluster)) {
            return Optional.empty();
        }
        Set<String> leaving = managed.leaving(id);
        if (!leaving.isEmpty()) {
            return Optional.of("its Connectors that are being deleted: " + String.join(", ", leaving));
        }
        boolean soon = clock.instant().isBefore(asked(cluster).plus(GRACE));
        return !managed.staying(id).isEmpty() && (soon || managed.namespaceEnds(id.namespace()))
                ? Optional.of("Connectors that may be deleted with it")
                : Optional.empty();
    }

    /** Those that are not deleted yet when nothing waits for them any more. */
    Set<String> leftBehind(ConnectCluster cluster) {
        return managed.leaving(ManagedClusters.idOf(cluster));
    }

    boolean isLate(ConnectCluster cluster) {
        return clock.instant().isAfter(asked(cluster).plus(deadline));
    }

    private static Instant asked(ConnectCluster cluster) {
        return Instant.parse(cluster.getMetadata().getDeletionTimestamp());
    }
}
