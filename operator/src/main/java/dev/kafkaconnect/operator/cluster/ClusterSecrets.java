package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.SecretFile;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Reads the Secrets that ConnectClusters refer to, again only when they have changed, and knows whom a change concerns.
 * Called by {@link ClusterPass}. Does not know what the contents mean.
 */
final class ClusterSecrets {
    private final References references;
    private final Map<ClusterId, Set<Reference>> wanted = new ConcurrentHashMap<>();
    private final Map<Reference, Content> read = new ConcurrentHashMap<>();

    ClusterSecrets(References references) {
        this.references = references;
    }

    /** @param wake is told of clusters of which a Secret came, changed or went */
    void onChange(Consumer<ClusterId> wake) {
        references.addListener(changed -> wanted.forEach((cluster, secrets) -> {
            if (secrets.contains(changed)) {
                wake.accept(cluster);
            }
        }));
    }

    ResolvedSecrets of(ClusterId id, ClusterPlan plan) {
        Set<Reference> secrets = new LinkedHashSet<>();
        for (SecretFile file : plan.security().files()) {
            secrets.add(Reference.secret(plan.namespace(), file.secret()));
        }
        // Before they are read: a change in between must not be missed.
        wanted.put(id, Set.copyOf(secrets));
        Map<String, Content> contents = new HashMap<>();
        secrets.forEach(secret -> content(secret).ifPresent(content -> contents.put(secret.name(), content)));
        return ResolvedSecrets.of(contents);
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

    void forget(ClusterId id) {
        wanted.remove(id);
        read.keySet().removeIf(secret -> wanted.values().stream().noneMatch(secrets -> secrets.contains(secret)));
    }
}
