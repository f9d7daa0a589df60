package dev.kafkaconnect.operator.serialization;

import com.fasterxml.jackson.databind.DeserializationContext;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of values of resources that could not be read: which resource and field, once for each generation, however often the
 * resource is read. Called by {@link ForgivingProperty}.
 */
final class UnreadableValues {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableValues.class);
    private static final int REMEMBERED = 10_000;

    private final Set<Value> told = ConcurrentHashMap.newKeySet();

    record Value(@Nullable String uid, @Nullable Long generation, String type, String field) {}

    /** A resource is being read with this context. */
    void reading(Object instance, DeserializationContext context) {
        if (instance instanceof HasMetadata resource) {
            context.setAttribute(UnreadableValues.class, resource);
        }
    }

    void warn(String field, Object instance, DeserializationContext context) {
        HasMetadata resource = (HasMetadata) context.getAttribute(UnreadableValues.class);
        ObjectMeta metadata =
                resource == null || resource.getMetadata() == null ? new ObjectMeta() : resource.getMetadata();
        String type = instance.getClass().getSimpleName();
        if (told.size() >= REMEMBERED) {
            told.clear();
        }
        if (told.add(new Value(metadata.getUid(), metadata.getGeneration(), type, field))) {
            LOG.atWarn()
                    .addKeyValue("kind", resource == null ? null : resource.getKind())
                    .addKeyValue("namespace", metadata.getNamespace())
                    .addKeyValue("name", metadata.getName())
                    .addKeyValue("generation", metadata.getGeneration())
                    .addKeyValue("field", field)
                    .addKeyValue("of", type)
                    .log("A value that this version cannot read was read as absent");
        }
    }

    /** What was warned of. */
    Set<Value> told() {
        return Set.copyOf(told);
    }
}
