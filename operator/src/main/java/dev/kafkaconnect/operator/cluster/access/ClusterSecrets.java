package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.values.RevisionKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the Secrets and ConfigMaps that ConnectClusters refer to, again only when they have changed, and knows whom a change concerns.
 * Called by {@code ClusterReconciliation}. Does not know what the contents mean.
 */
public final class ClusterSecrets {
    private final References references;
    private final Function<ClusterId, Optional<RevisionKey>> keys;
    private final Map<ClusterId, Set<Reference>> wanted = new ConcurrentHashMap<>();
    private final Map<Reference, Content> read = new ConcurrentHashMap<>();

    /** @param keys what revisions of a cluster are made with */
    public ClusterSecrets(References references, Function<ClusterId, Optional<RevisionKey>> keys) {
        this.references = references;
        this.keys = keys;
    }

    /** @param wake receives clusters of which one was created, changed or deleted */
    public void onChange(Consumer<ClusterId> wake) {
        references.addListener(changed -> wanted.forEach((cluster, secrets) -> {
            if (secrets.contains(changed)) {
                wake.accept(cluster);
            }
        }));
    }

    public ResolvedSecrets of(ClusterId id, ClusterPlan plan) {
        Map<Reference, String> named = new LinkedHashMap<>();
        for (ValueFile file : plan.security().files()) {
            named.put(reference(plan.namespace(), file), ResolvedSecrets.nameOf(file));
        }
        // Before they are read: a change in between must not be missed.
        wanted.put(id, Set.copyOf(named.keySet()));
        Map<String, Content> contents = new HashMap<>();
        named.forEach((reference, name) -> content(reference).ifPresent(content -> contents.put(name, content)));
        return ResolvedSecrets.of(
                contents, named.isEmpty() ? null : keys.apply(id).orElse(null));
    }

    private static Reference reference(String namespace, ValueFile file) {
        return switch (file.source()) {
            case Secret -> Reference.secret(namespace, file.object());
            case ConfigMap -> Reference.configMap(namespace, file.object());
        };
    }

    private Optional<Content> content(Reference secret) {
        Content known = read.get(secret);
        if (known != null
                && references.version(secret).filter(known.version()::equals).isPresent()) {
            return Optional.of(known);
        }
        Optional<Content> now = references.read(secret);
        now.ifPresentOrElse(content -> read.put(secret, content), () -> read.remove(secret));
        return now;
    }

    public void forget(ClusterId id) {
        wanted.remove(id);
        read.keySet().removeIf(secret -> wanted.values().stream().noneMatch(secrets -> secrets.contains(secret)));
    }
}
