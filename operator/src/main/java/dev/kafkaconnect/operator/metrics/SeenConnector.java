package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Connector, and when its connector was last seen.
 *
 * @param connectName what it is called on the workers
 * @param lastSeen null for one that is not on the workers, or whose workers never answered
 */
public record SeenConnector(
        Connector connector,
        ClusterId cluster,
        String connectName,
        @Nullable Instant lastSeen) {

    /** @param view null for a cluster that is not observed */
    public static SeenConnector of(
            Connector connector, ClusterId cluster, String connectName, @Nullable ClusterView view) {
        return new SeenConnector(connector, cluster, connectName, lastSeen(connectName, view));
    }

    private static @Nullable Instant lastSeen(String connectName, @Nullable ClusterView view) {
        return switch (view) {
            case ClusterView.Seen seen -> seen.connectors().containsKey(connectName) ? seen.asOf() : null;
            case null, default -> SeenCluster.lastPolled(view);
        };
    }

    String identity() {
        return TextFormat.labels(
                "namespace",
                connector.getMetadata().getNamespace(),
                "name",
                connector.getMetadata().getName(),
                "cluster",
                cluster.name());
    }

    ConnectorStatus status() {
        return connector.getStatus() == null ? new ConnectorStatus() : connector.getStatus();
    }
}
