package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Connector at the beginning of a pass: its spec, parsed once for all that follows, and whether it may be looked after. Made by
 * {@link ConnectorGate}.
 *
 * @param barred what keeps the Connector from being looked after; when nothing does, the cluster exists
 */
public record GatedConnector(
        Connector connector, Outcome spec, Optional<ConnectCluster> cluster, Optional<Verdict> barred) {

    public boolean isBarred() {
        return barred.isPresent();
    }

    /** Whether the workers are to be left as they are. */
    public boolean isPaused() {
        return ConnectorParser.handsOff(connector)
                || cluster.map(present -> present.getSpec().getPaused())
                        .filter(Boolean.TRUE::equals)
                        .isPresent();
    }

    /** After a restart of the operator the workers are about to be asked. */
    public boolean hasWorkers() {
        return cluster.map(ConnectCluster::getStatus)
                .map(status -> status.getReadyReplicas())
                .filter(ready -> ready > 0)
                .isPresent();
    }

    /**
     * The UID of the cluster, if it has given its consent, or none is needed: the evidence is in the status before anything is
     * done on the workers, so that a deletion finds it. That of an earlier cluster of the same name counts for nothing.
     */
    public @Nullable String admittedBy() {
        return cluster.filter(present -> !isBarred() || NamespaceAccess.isRecorded(connector, present))
                .map(present -> present.getMetadata().getUid())
                .orElse(null);
    }
}
