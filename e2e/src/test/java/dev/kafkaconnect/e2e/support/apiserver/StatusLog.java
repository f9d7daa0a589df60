package dev.kafkaconnect.e2e.support.apiserver;

import dev.kafkaconnect.api.Connector;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every status that Connectors show from now on, in order, as a user would see it who watches. */
public final class StatusLog implements AutoCloseable {
    private final List<Shown> all = new CopyOnWriteArrayList<>();
    private final Map<String, Shown> last = new ConcurrentHashMap<>();
    private final Watch watch;

    public record Shown(long nanos, Connector connector) {
        public String name() {
            return connector.getMetadata().getName();
        }

        public Optional<Condition> condition(String type) {
            return connector.getStatus() == null || connector.getStatus().getConditions() == null
                    ? Optional.empty()
                    : connector.getStatus().getConditions().stream()
                            .filter(condition -> condition.getType().equals(type))
                            .findFirst();
        }

        /** Whether it is ready as of this generation. */
        public boolean isReady(long generation) {
            return condition("Ready")
                    .filter(ready -> ready.getStatus().equals("True"))
                    .filter(ready -> ready.getObservedGeneration() == generation)
                    .isPresent();
        }

        /** Something is wrong with the connector, or cannot be told, as opposed to being under way. */
        boolean isFailure() {
            return condition("Stalled").isPresent()
                    || condition("Ready")
                            .filter(ready -> ready.getStatus().equals("Unknown")
                                    || ready.getReason().endsWith("Failed"))
                            .isPresent()
                    || connector.getStatus() != null
                            && "Failed".equals(connector.getStatus().getState());
        }

        @Override
        public String toString() {
            return name() + " "
                    + condition("Ready")
                            .map(ready ->
                                    "%s %s: %s".formatted(ready.getStatus(), ready.getReason(), ready.getMessage()))
                            .orElse("without conditions");
        }
    }

    private StatusLog(ApiServer api) {
        watch = api.admin()
                .resources(Connector.class)
                .inNamespace(api.namespace())
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, Connector connector) {
                        if (action != Action.BOOKMARK) {
                            Shown shown = new Shown(System.nanoTime(), connector);
                            all.add(shown);
                            last.put(shown.name(), shown);
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        throw new IllegalStateException("the watch ended early", cause);
                    }
                });
    }

    public static StatusLog of(ApiServer api) {
        return new StatusLog(api);
    }

    List<Shown> all() {
        return List.copyOf(all);
    }

    public List<Shown> of(String connector) {
        return all.stream().filter(shown -> shown.name().equals(connector)).toList();
    }

    /** Whether the Connector was ready with its spec when it was seen last. */
    public boolean isReady(String connector) {
        Shown shown = last.get(connector);
        return shown != null && shown.isReady(shown.connector().getMetadata().getGeneration());
    }

    /** How often a Connector that was ready with its spec was then shown not to be, while its spec stayed the same. */
    public long flaps() {
        Map<String, Long> ready = new HashMap<>();
        long flaps = 0;
        for (Shown shown : all) {
            long generation = shown.connector().getMetadata().getGeneration();
            if (shown.isReady(generation)) {
                ready.put(shown.name(), generation);
            } else if (Objects.equals(ready.get(shown.name()), generation)
                    && shown.connector().getMetadata().getDeletionTimestamp() == null) {
                flaps++;
                ready.remove(shown.name());
            }
        }
        return flaps;
    }

    /** How often one was ready without a task. */
    public long readyWithoutTask() {
        return all.stream()
                .filter(shown -> shown.isReady(shown.connector().getMetadata().getGeneration()))
                .filter(shown -> String.valueOf(shown.connector().getStatus().getTasksReady())
                        .startsWith("0/"))
                .count();
    }

    /** Statuses that a user would take for a failure. */
    public List<Shown> failures() {
        return all.stream().filter(Shown::isFailure).toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}
