package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.ContentCache;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.values.RevisionKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the Secrets and ConfigMaps that a ConnectCluster refers to, again only when they have changed, and knows whether a change
 * concerns it. Called by {@code ClusterResolver}. Does not know what the contents mean.
 */
public final class ClusterSecrets {
    private final ContentCache contents;
    private final Supplier<Optional<RevisionKey>> key;
    private volatile Set<Reference> wanted = Set.of();

    /** @param key what revisions of the cluster are made with */
    public ClusterSecrets(References references, Supplier<Optional<RevisionKey>> key) {
        this.contents = new ContentCache(references);
        this.key = key;
    }

    /** Whether the ConnectCluster is to be looked at again because this object was created, changed or deleted. */
    public boolean refersTo(Reference changed) {
        return wanted.contains(changed);
    }

    public ResolvedSecrets of(ClusterPlan plan) {
        Map<Reference, String> named = new LinkedHashMap<>();
        for (ValueFile file : plan.security().files()) {
            named.put(reference(plan.namespace(), file), ResolvedSecrets.nameOf(file));
        }
        // Before they are read: a change in between must not be missed.
        wanted = Set.copyOf(named.keySet());
        contents.retain(wanted);
        Map<String, Content> read = new HashMap<>();
        named.forEach((reference, name) -> contents.read(reference).ifPresent(content -> read.put(name, content)));
        return ResolvedSecrets.of(read, named.isEmpty() ? null : key.get().orElse(null));
    }

    private static Reference reference(String namespace, ValueFile file) {
        return switch (file.source()) {
            case Secret -> Reference.secret(namespace, file.object());
            case ConfigMap -> Reference.configMap(namespace, file.object());
        };
    }
}
