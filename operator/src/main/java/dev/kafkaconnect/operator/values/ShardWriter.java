package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.values.WriteBatches.Pending;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of changes, with one request for each Secret. What Kubernetes finds too large is tried again in halves, so that it
 * is refused to no other than the connector whose values they are. Called by {@link WriteBatches}.
 */
final class ShardWriter {
    private static final Set<Integer> TOO_LARGE = Set.of(HttpURLConnection.HTTP_ENTITY_TOO_LARGE, 422);

    private final ValuesStore store;

    ShardWriter(ValuesStore store) {
        this.store = store;
    }

    /** Values that no Secret can take. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    /** What one change does to one Secret. */
    private record Part(SortedMap<String, byte @Nullable []> files, CompletableFuture<Void> done) {}

    void write(ClusterId id, List<Pending> batch) {
        Optional<StoredValues> stored = store.read(id);
        SortedMap<Integer, List<Part>> shards = new TreeMap<>();
        ShardPlacement placement = stored.map(ShardPlacement::new).orElse(null);
        for (Pending pending : batch) {
            if (placement == null) {
                pending.done().completeExceptionally(absent(id));
            } else {
                split(id, pending, stored.get(), placement, shards);
            }
        }
        shards.forEach((number, parts) -> send(id, number, parts));
    }

    private static KubernetesClientException absent(ClusterId id) {
        return new KubernetesClientException(
                "the Secret %s does not exist".formatted(ValuesMount.secretOf(id.name())),
                HttpURLConnection.HTTP_NOT_FOUND,
                null);
    }

    private static void split(
            ClusterId id,
            Pending pending,
            StoredValues stored,
            ShardPlacement placement,
            SortedMap<Integer, List<Part>> shards) {
        FileChange change = pending.change();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        if (!change.put().isEmpty()) {
            Optional<Integer> place = placement.place(change);
            if (place.isEmpty()) {
                pending.done().completeExceptionally(new Refused(noRoom(id)));
                return;
            }
            all.add(add(shards, place.get(), new TreeMap<>(change.put())));
        }
        stored.shards().forEach((number, shard) -> {
            SortedMap<String, byte @Nullable []> files = new TreeMap<>();
            new TreeSet<>(change.removed()).stream().filter(shard::has).forEach(file -> files.put(file, null));
            if (!files.isEmpty()) {
                all.add(add(shards, number, files));
            }
        });
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).whenComplete((none, failure) -> {
            if (failure == null) {
                pending.done().complete(null);
            } else {
                pending.done().completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
            }
        });
    }

    private static String noRoom(ClusterId id) {
        return "the values of all connectors of ConnectCluster %s must fit into %d Secrets of 1 MiB, those of one connector into one of them. Refer to fewer or smaller values, or give some of the connectors a ConnectCluster of their own"
                .formatted(id.name(), ValuesMount.SHARDS);
    }

    private static CompletableFuture<Void> add(
            SortedMap<Integer, List<Part>> shards, int number, SortedMap<String, byte @Nullable []> files) {
        Part part = new Part(files, new CompletableFuture<>());
        shards.computeIfAbsent(number, first -> new ArrayList<>()).add(part);
        return part.done();
    }

    private void send(ClusterId id, int number, List<Part> parts) {
        SortedMap<String, byte @Nullable []> files = new TreeMap<>();
        parts.forEach(part -> files.putAll(part.files()));
        try {
            store.write(id, number, files);
            parts.forEach(part -> part.done().complete(null));
        } catch (KubernetesClientException failed) {
            if (!TOO_LARGE.contains(failed.getCode())) {
                parts.forEach(part -> part.done().completeExceptionally(failed));
            } else if (parts.size() == 1) {
                parts.getFirst().done().completeExceptionally(new Refused(noRoom(id)));
            } else {
                send(id, number, parts.subList(0, parts.size() / 2));
                send(id, number, parts.subList(parts.size() / 2, parts.size()));
            }
        }
    }
}
