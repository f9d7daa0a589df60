package dev.kafkaconnect.worker.taskconfigs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Generates the configurations of a connector's tasks on a thread of their own. Who asks waits a short time and is refused after
 * that; Kafka asks again. When they are there after all, Kafka is told to ask at once. A connector that does not come to an end has
 * failed, so that its status tells what it does; one that has been stopped meanwhile is not spoken of any more: Kafka would call
 * the connector failed that has its name by then. Used by the thread of the herder and, for the stop, by that of the connector.
 */
final class TaskConfigs {

    /** For which the herder may be held up. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** After as much, a member that is held up falls out of its group, by default. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Duration patience;
    private final Duration limit;
    private volatile String connector = "";
    private volatile @Nullable ConnectorContext context;
    private volatile @Nullable Call running;

    private record Call(int maxTasks, Thread thread, CompletableFuture<List<Map<String, String>>> result) {}

    TaskConfigs(Duration patience, Duration limit) {
        this.patience = patience;
        this.limit = limit;
    }

    void initialize(ConnectorContext itsContext) {
        context = itsContext;
    }

    void start(Map<String, String> properties) {
        connector = properties.getOrDefault("name", "");
    }

    /** Whatever it still generates is of no use, and a wait in it ends where it can. To be called before the connector stops. */
    void stop() {
        Call call = running;
        running = null;
        if (call != null) {
            call.thread().interrupt();
        }
    }

    List<Map<String, String>> of(int maxTasks, IntFunction<List<Map<String, String>>> generator) {
        Call before = running;
        Call call = before != null && before.maxTasks() == maxTasks ? before : begin(maxTasks, generator);
        boolean first = call != before;
        running = call;
        try {
            List<Map<String, String>> configs =
                    call.result().get(first ? patience.toMillis() : 0, TimeUnit.MILLISECONDS);
            running = null;
            return configs;
        } catch (TimeoutException late) {
            if (first) {
                expect(call);
            }
            throw new ConnectException("connector %s is still generating the configurations of its tasks (taskConfigs)"
                    .formatted(connector));
        } catch (ExecutionException failed) {
            running = null;
            throw failed.getCause() instanceof RuntimeException own ? own : new ConnectException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted", stopping);
        }
    }

    private Call begin(int maxTasks, IntFunction<List<Map<String, String>>> generator) {
        CompletableFuture<List<Map<String, String>>> result = new CompletableFuture<>();
        // Has the class loader of the connector, as the thread of the herder has now.
        Thread thread = Thread.ofPlatform()
                .name("task-configs-" + connector)
                .daemon()
                .start(() -> {
                    try {
                        result.complete(generator.apply(maxTasks));
                    } catch (Throwable failed) {
                        result.completeExceptionally(failed);
                    }
                });
        return new Call(maxTasks, thread, result);
    }

    private void expect(Call call) {
        ConnectorContext itsContext = context;
        if (itsContext == null) {
            return;
        }
        call.result().whenComplete((configs, failed) -> {
            if (isAwaited(call)) {
                itsContext.requestTaskReconfiguration();
            }
        });
        CompletableFuture.delayedExecutor(limit.minus(patience).toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (isAwaited(call) && !call.result().isDone()) {
                        // Kafka does not stop a connector that has failed.
                        stop();
                        itsContext.raiseError(new ConnectException(
                                "connector %s hangs in taskConfigs: it has not generated the configurations of its tasks within %d s; what it connects to may not answer this worker: check its address, its credentials and the network, and change the connector if need be"
                                        .formatted(connector, limit.toSeconds())));
                    }
                });
    }

    /** Not if it was stopped, or another number of tasks was asked for, since. */
    private boolean isAwaited(Call call) {
        return running == call;
    }
}
