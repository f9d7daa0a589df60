package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.connectors.LoggerLevels;
import dev.kafkaconnect.operator.cluster.connectors.OwedDeletions;
import dev.kafkaconnect.operator.cluster.connectors.UnmanagedConnectors;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pass does for workers that run besides keeping them as the plan has them: recorded deletions, connectors that no Connector
 * describes, levels of loggers. Called by {@link WorkerFindings}; touches no object of Kubernetes.
 */
record WorkerCare(OwedDeletions owed, UnmanagedConnectors unmanaged, LoggerLevels loggers, ClusterPods pods) {
    /** Longer than the time from one pass to the next. */
    private static final Duration WHILE_ROLLING = Duration.ofSeconds(5);

    /** Begins what takes long, and returns at once. */
    void begin(Prepared prepared, Applied applied, ClusterSession session, ClusterView view) {
        boolean paused = prepared.known().paused();
        if (applied.rolling() instanceof Verdict.Progressing) {
            session.observer().watchClosely(WHILE_ROLLING);
        }
        if (prepared.plan().deleteUnmanaged() && !paused && applied.obstacle() == null) {
            unmanaged.delete(session);
        } else {
            unmanaged.keep();
        }
        if (!paused && view instanceof ClusterView.Seen) {
            owed.pay(session);
        }
    }

    /** The levels that the running workers have afterwards. */
    SortedMap<String, String> setLevels(Prepared prepared, ClusterSession session, ClusterView view) {
        Map<String, String> before = told(prepared.known().cluster());
        return prepared.known().paused() || !(view instanceof ClusterView.Seen)
                ? new TreeMap<>(before)
                : loggers.tell(prepared.plan().options().logging(), before, pods.of(prepared.plan()), session);
    }

    private static Map<String, String> told(ConnectCluster cluster) {
        return Optional.ofNullable(cluster.getStatus())
                .map(status -> status.getLoggers())
                .orElse(Map.of());
    }

    void stop() {
        unmanaged.keep();
    }
}
