package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Brings the files of a connector to all workers of its cluster. Called ahead of every configuration that refers to them. */
public final class ValueDistribution {
    private static final Set<Integer> TOO_LARGE = Set.of(HttpURLConnection.HTTP_ENTITY_TOO_LARGE, 422);

    private final ValuesStore store;
    private final BiConsumer<ClusterId, String> syncTrigger;

    /** @param syncTrigger makes the workers look at this version of the Secret, see {@link KubeletSyncTrigger} */
    public ValueDistribution(ValuesStore store, BiConsumer<ClusterId, String> syncTrigger) {
        this.store = store;
        this.syncTrigger = syncTrigger;
    }

    /** How far it is. */
    public sealed interface Progress {
        /** Every worker that may run tasks resolves them. */
        record Arrived() implements Progress {}

        record OnTheWay(String why) implements Progress {}

        /** It does not get better without a change. */
        record Refused(String why) implements Progress {}
    }

    /** @param workers those that may run tasks */
    public Progress advance(ClusterId id, ValueFiles files, Map<String, ? extends ConnectApi> workers) {
        Optional<StoredValues> stored = store.read(id);
        if (stored.isEmpty()) {
            return new Progress.OnTheWay("the Secret %s does not exist yet".formatted(ValuesMount.secretOf(id.name())));
        }
        if (!stored.get().hasAll(files)) {
            return write(id, files);
        }
        Optional<String> obstacle = PropagationCheck.obstacle(files, workers);
        if (obstacle.isEmpty()) {
            return new Progress.Arrived();
        }
        syncTrigger.accept(id, stored.get().content().version());
        return new Progress.OnTheWay(obstacle.get());
    }

    /** Restores files that were removed from the Secret; nothing waits for them. */
    public void restore(ClusterId id, ValueFiles files) {
        if (store.read(id).filter(stored -> !stored.hasAll(files)).isPresent()) {
            write(id, files);
        }
    }

    private Progress write(ClusterId id, ValueFiles files) {
        try {
            store.write(id, files);
        } catch (KubernetesClientException failed) {
            if (TOO_LARGE.contains(failed.getCode())) {
                return new Progress.Refused(
                        "the values of all connectors of one cluster must fit into one Secret (1 MiB)");
            }
            if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return new Progress.OnTheWay(
                        "the Secret %s was replaced just now".formatted(ValuesMount.secretOf(id.name())));
            }
            throw failed;
        }
        store.read(id).ifPresent(now -> syncTrigger.accept(id, now.content().version()));
        return new Progress.OnTheWay("the change is being propagated to the workers");
    }
}
