package dev.kafkaconnect.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.jspecify.annotations.Nullable;

/**
 * The only place that sends a status. One server-side apply a pass, none when nothing changed; the result goes into the
 * cache at once, so that the next pass does not start from an older status.
 */
public final class StatusWriter {
    private static final ObjectMapper TREES = new ObjectMapper();

    private StatusWriter() {}

    /**
     * Sends nothing when the resource was deleted since it was read: another one may have its name by now, and what is said of one
     * is not true of the other. The API server does not compare the uid when a status is applied.
     *
     * @param fresh an empty resource of the same kind; only its name and the status are sent
     * @return whether a request was sent
     */
    public static <S, R extends CustomResource<?, S>> boolean write(R current, R fresh, S status, Context<R> context) {
        if (same(current.getStatus(), status) || isGone(current, context)) {
            return false;
        }
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withNamespace(current.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(current, fresh, context);
        return true;
    }

    /** Whether the object is deleted, and perhaps replaced by another one of its name. */
    public static <R extends HasMetadata> boolean isGone(R current, Context<R> context) {
        return context.getPrimaryCache()
                .get(ResourceID.fromResource(current))
                .filter(now ->
                        now.getMetadata().getUid().equals(current.getMetadata().getUid()))
                .isEmpty();
    }

    static boolean same(@Nullable Object before, Object after) {
        return before != null && tree(before).equals(tree(after));
    }

    private static JsonNode tree(Object value) {
        return TREES.valueToTree(value);
    }

    /** Whether the resource is on its way out. */
    public static boolean isTerminating(HasMetadata resource) {
        return resource.getMetadata().getDeletionTimestamp() != null;
    }
}
