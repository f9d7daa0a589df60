package dev.kafkaconnect.e2e.support.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;

/** How many tasks of a ConnectCluster its status called running, from now on: every status, however short it stood. */
public final class RunningTasks implements AutoCloseable {
    private final List<Shown> all = new CopyOnWriteArrayList<>();
    private final Watch watch;

    /** @param nanos when the status arrived, of {@link System#nanoTime} */
    public record Shown(long nanos, int running) {}

    public RunningTasks(Resources resources, String cluster) {
        watch = resources
                .client()
                .resources(ConnectCluster.class)
                .inNamespace(resources.namespace())
                .withName(cluster)
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, ConnectCluster shown) {
                        if (action != Action.BOOKMARK && shown.getStatus().getTasks() != null) {
                            all.add(new Shown(
                                    System.nanoTime(),
                                    shown.getStatus().getTasks().getRunning()));
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        throw new IllegalStateException("the watch ended early", cause);
                    }
                });
    }

    /** The first status after that time with such a number. */
    public Optional<Shown> firstAfter(long nanos, IntPredicate running) {
        return all.stream()
                .filter(shown -> shown.nanos() > nanos && running.test(shown.running()))
                .findFirst();
    }

    @Override
    public void close() {
        watch.close();
    }
}
