package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.events.Events;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes two operators that look after the same ConnectCluster visible: each notes its lease in an annotation when it first sees the
 * cluster, and the one whose note was replaced while it goes on tells so. Replicas have one lease, so they are one operator. Used by
 * {@code ConnectClusterReconciler}; stops nobody, because a note does not tell whether its writer is still there.
 */
public final class ClusterClaims {
    private static final String ANNOTATION = "kafkaconnect.dev/operator";

    /** Anybody who may change the cluster may write something else there. */
    private static final Pattern NOTE = Pattern.compile("[-a-z0-9.]{1,253}/[-a-z0-9.]{1,253}");

    private static final Logger LOG = LoggerFactory.getLogger(ClusterClaims.class);

    private final @Nullable String lease;
    private final Events events;

    /** What was in the annotation at the last look, by uid; the cache may show what was there before for a while. */
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    /** @param lease namespace and name; null for an operator without one, which notes and tells nothing */
    public ClusterClaims(@Nullable String lease, Events events) {
        this.lease = lease;
        this.events = events;
    }

    /** To be called with every pass over the cluster. */
    public void look(ConnectCluster cluster, KubernetesClient client) {
        if (lease == null) {
            return;
        }
        String note = Optional.ofNullable(cluster.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ANNOTATION))
                .filter(text -> NOTE.matcher(text).matches())
                .orElse("");
        String before = notes.get(cluster.getMetadata().getUid());
        if (before == null && !note.equals(lease)) {
            client.resource(cluster)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(ANNOTATION, lease));
        }
        notes.put(cluster.getMetadata().getUid(), note);
        if (before != null && !before.equals(note) && !note.equals(lease) && !note.isEmpty()) {
            LOG.atError()
                    .addKeyValue(
                            "cluster",
                            cluster.getMetadata().getNamespace() + "/"
                                    + cluster.getMetadata().getName())
                    .log(
                            "Two operators look after the same ConnectCluster: this one, and the one with the lease {}",
                            note);
            events.warning(
                    cluster,
                    "SeveralOperators",
                    "the operators with the leases %s and %s both look after this ConnectCluster; change WATCH_NAMESPACES or WATCH_SELECTOR of one of them"
                            .formatted(lease, note));
        }
    }

    /** The cluster is gone, or another operator looks after it. */
    public void forget(ConnectCluster cluster) {
        notes.remove(cluster.getMetadata().getUid());
    }
}
