package dev.kafkaconnect.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import org.jspecify.annotations.Nullable;

/**
 * The only place that sends a status. One server-side apply a pass, none when nothing changed; the result goes into the
 * cache at once, so that the next pass does not start from an older status.
 */
public final class StatusWriter {
    private static final ObjectMapper TREES = new ObjectMapper();

    private StatusWriter() {}

    /**
     * @param fresh an empty resource of the same kind; only its name and the status are sent
     * @return whether a request was sent
     */
    public static <S, R extends CustomResource<?, S>> boolean write(R current, R fresh, S status, Context<R> context) {
        if (same(current.getStatus(), status)) {
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
