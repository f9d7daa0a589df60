package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.requests.Behalf;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of connectors to all workers of their cluster. Called by {@code connector} ahead of every configuration that
 * refers to them, by many connectors at once.
 */
public final class ValueDistribution {
    private static final Logger LOG = LoggerFactory.getLogger(ValueDistribution.class);
    private static final Set<Integer> REPLACED =
            Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);

    /** Connectors that refer to the same Secret change within this time of one another. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final ValuesStore store;
    private final BiConsumer<ClusterId, String> syncTrigger;
    private final Clock clock;
    private final ShardWriter writer;
    private final WriteBatches batches;
    private final Map<ClusterId, Arrivals> arrivals = new ConcurrentHashMap<>();

    /**
     * @param syncTrigger makes the workers look at what was written, see {@link KubeletSyncTrigger}
     * @param later runs a task after a moment
     */
    ValueDistribution(ValuesStore store, BiConsumer<ClusterId, String> syncTrigger, Clock clock, Executor later) {
        this.store = store;
        this.syncTrigger = syncTrigger;
        this.clock = clock;
        this.writer = new ShardWriter(store);
        this.batches = new WriteBatches(later, this::write);
    }

    public static ValueDistribution of(ValuesStore store, BiConsumer<ClusterId, String> syncTrigger, Clock clock) {
        return new ValueDistribution(
                store,
                syncTrigger,
                clock,
                CompletableFuture.delayedExecutor(
                        TOGETHER.toMillis(), TimeUnit.MILLISECONDS, task -> Thread.startVirtualThread(task)));
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
            arrivals.remove(id);
            return new Progress.OnTheWay("the Secret %s does not exist yet".formatted(ValuesMount.secretOf(id.name())));
        }
        Optional<ValuesShard> shard = stored.get().holding(files).filter(found -> found.write() > 0);
        if (shard.isEmpty()) {
            Progress progress = write(id, files);
            store.read(id)
                    .flatMap(now -> now.holding(files))
                    .ifPresent(now -> arrivals(id).isWritten(files.marker(), now));
            return progress;
        }
        return arrivals(id)
                .obstacle(files.marker(), shard.get(), stored.get().shards().keySet(), workers)
                .<Progress>map(Progress.OnTheWay::new)
                .orElseGet(Progress.Arrived::new);
    }

    /** Restores files that were removed from the Secrets; nothing waits for them. */
    public void restore(ClusterId id, ValueFiles files) {
        if (store.read(id).filter(stored -> stored.holding(files).isEmpty()).isPresent()) {
            write(id, files);
            arrivals(id).isNotWanted(files.marker());
        }
    }

    /** Files that nobody refers to any more. */
    public void remove(ClusterId id, Set<String> files) {
        await(batches.add(id, FileChange.remove(files)));
    }

    private Progress write(ClusterId id, ValueFiles files) {
        try {
            await(batches.add(id, FileChange.put(files)));
            return new Progress.OnTheWay("the change is being propagated to the workers");
        } catch (ShardWriter.Refused refused) {
            return new Progress.Refused(String.valueOf(refused.getMessage()));
        } catch (KubernetesClientException failed) {
            if (REPLACED.contains(failed.getCode())) {
                return new Progress.OnTheWay(
                        "the Secret %s was replaced just now".formatted(ValuesMount.secretOf(id.name())));
            }
            throw failed;
        }
    }

    /** How many changes are not written yet. */
    int waiting(ClusterId id) {
        return batches.waiting(id);
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("values could not be written", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("the operator is stopping", stopping);
        }
    }

    private void write(ClusterId id, List<WriteBatches.Pending> batch) {
        Behalf.of("values of " + id, () -> {
            writer.write(id, batch);
            if (batch.stream().anyMatch(WriteBatches.Pending::hasBroughtFiles)) {
                arrivals(id).areWritten();
                triggerSync(id);
            }
            return batch;
        });
    }

    /** If it fails, those who wait have it triggered again. */
    private void triggerSync(ClusterId id) {
        try {
            store.read(id).ifPresent(now -> syncTrigger.accept(id, now.writes()));
        } catch (KubernetesClientException failed) {
            LOG.atWarn().addKeyValue("cluster", id).log("Could not be triggered to sync: {}", failed.getMessage());
        }
    }

    private Arrivals arrivals(ClusterId id) {
        return arrivals.computeIfAbsent(id, first -> new Arrivals(() -> triggerSync(id), clock));
    }
}
