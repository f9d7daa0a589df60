package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ConnectCluster, and what is known of its workers.
 *
 * @param lastPolled when the workers last answered, null for never
 * @param certificateEnds when the operator's certificate for the REST API expires, null for plain HTTP
 */
public record SeenCluster(
        ConnectCluster cluster,
        @Nullable Instant lastPolled,
        @Nullable Instant certificateEnds) {

    /**
     * @param view null for a cluster that is not observed
     * @param endpoint how its workers are asked now
     */
    public static SeenCluster of(ConnectCluster cluster, @Nullable ClusterView view, Optional<RestEndpoint> endpoint) {
        return new SeenCluster(
                cluster,
                lastPolled(view),
                endpoint.map(RestEndpoint::tls)
                        .flatMap(tls -> tls.chain().stream()
                                .map(X509Certificate::getNotAfter)
                                .min(Comparator.naturalOrder()))
                        .map(end -> Instant.ofEpochMilli(end.getTime()))
                        .orElse(null));
    }

    static @Nullable Instant lastPolled(@Nullable ClusterView view) {
        return switch (view) {
            case ClusterView.Seen seen -> seen.asOf();
            case ClusterView.Unreachable silent -> silent.lastSeen().equals(Instant.MIN) ? null : silent.lastSeen();
            case null, default -> null;
        };
    }

    String identity() {
        return TextFormat.labels(
                "namespace",
                cluster.getMetadata().getNamespace(),
                "cluster",
                cluster.getMetadata().getName());
    }

    ConnectClusterStatus status() {
        return cluster.getStatus() == null ? new ConnectClusterStatus() : cluster.getStatus();
    }
}
