package dev.kafkaconnect.operator.cluster.children;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.validation.Belonging;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes has under the names of children. The informers see the operator's own objects only, so what they do not have
 * may be somebody else's: the API server is asked for it, every few seconds at most. Children that are there cost no request.
 * Used by {@link ChildApplier}.
 */
public final class FoundChildren {
    static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Key(String kind, String name) {}

    private record Answer(@Nullable ObjectMeta found, Instant asked) {}

    FoundChildren(Clock clock) {
        this.clock = clock;
    }

    /** Empty when there was nothing of that kind and name. */
    Optional<ObjectMeta> find(HasMetadata child, Context<ConnectCluster> context) {
        ObjectMeta seen = seen(child, context).map(HasMetadata::getMetadata).orElse(null);
        if (seen != null) {
            return Optional.of(seen);
        }
        Key key = new Key(child.getKind(), child.getMetadata().getName());
        Instant now = clock.instant();
        Answer last = answers.get(key);
        if (last != null && now.isBefore(last.asked().plus(GOOD_FOR))) {
            return Optional.ofNullable(last.found());
        }
        HasMetadata there = context.getClient().resource(child).get();
        ObjectMeta found = there == null ? null : there.getMetadata();
        answers.put(key, new Answer(found, now));
        return Optional.ofNullable(found);
    }

    /** As the informers have it. */
    public static <T extends HasMetadata> Optional<T> seen(T child, Context<ConnectCluster> context) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) child.getClass();
        return seen(type, child.getMetadata().getName(), context);
    }

    public static <T extends HasMetadata> Optional<T> seen(
            Class<T> type, String name, Context<ConnectCluster> context) {
        return context.getSecondaryResourcesAsStream(type)
                .filter(found -> found.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** Names of the files with values of connectors that workers would find, as the informers have them. */
    public static Set<String> valueFiles(ClusterPlan plan, Context<ConnectCluster> context) {
        return plan.valuesSecrets().stream()
                .flatMap(name -> seen(Secret.class, name, context).stream())
                .filter(secret -> Belonging.of(secret.getMetadata(), plan).isOurs() && secret.getData() != null)
                .flatMap(secret -> secret.getData().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** After a write, or a look that came too late. */
    void forget() {
        answers.clear();
    }
}
