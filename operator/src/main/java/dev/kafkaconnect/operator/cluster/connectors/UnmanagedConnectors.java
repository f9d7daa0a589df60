package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes connectors that no Connector describes, on clusters whose owner asked for just that (spec.connectors.unmanaged:
 * Delete): beside the passes over the cluster, by one thread for each cluster, and only for as long as {@code WorkerCare} calls
 * for it. Which are due is for {@link UnmanagedFor} to say; each is asked about once more, at the API server, before it goes.
 */
public final class UnmanagedConnectors {
    private static final Logger LOG = LoggerFactory.getLogger(UnmanagedConnectors.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ClusterId id;
    private final ManagedConnectors managed;
    private final WorkerSessions sessions;
    private final Clock clock;
    private final AtomicReference<@Nullable CountDownLatch> underWay = new AtomicReference<>();

    public UnmanagedConnectors(ClusterId id, ManagedConnectors managed, WorkerSessions sessions, Clock clock) {
        this.id = id;
        this.managed = managed;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** They are to be deleted from now on. Returns at once. */
    public void delete(ClusterSession session) {
        CountDownLatch end = new CountDownLatch(1);
        if (underWay.compareAndSet(null, end)) {
            Thread.ofVirtual().name("unmanaged-" + id).start(() -> look(session, end));
        }
    }

    /** They are left alone from now on. */
    public void keep() {
        CountDownLatch end = underWay.getAndSet(null);
        if (end != null) {
            end.countDown();
        }
    }

    private void look(ClusterSession session, CountDownLatch end) {
        UnmanagedFor unmanaged = new UnmanagedFor();
        try {
            while (goesOn(session, end)) {
                if (session.observer().view() instanceof ClusterView.Seen seen) {
                    List<String> names = managed.unreadable(id) ? List.of() : managed.unmanaged(id, seen);
                    for (String name : unmanaged.due(names, seen.asOf())) {
                        if (goesOn(session, end) && delete(name, session)) {
                            unmanaged.gone(name);
                        }
                    }
                }
                if (end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.compareAndSet(end, null);
        }
    }

    private boolean goesOn(ClusterSession session, CountDownLatch end) {
        return end.getCount() > 0 && sessions.isOpen(session);
    }

    private boolean delete(String name, ClusterSession session) throws InterruptedException {
        try {
            if (managed.describesNow(id, name)) {
                return false;
            }
            session.permitted(name, () -> {
                session.api().delete(name);
                // The last look may still show it, and a standalone worker must not start it again.
                session.startSet().deleted(name, clock.instant());
                return name;
            });
            LOG.atInfo()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log("Deleted, because no Connector describes it");
            return true;
        } catch (ConnectFault fault) {
            notYet(name, fault.text());
        } catch (KubernetesClientException unknown) {
            notYet(name, String.valueOf(unknown.getMessage()));
        }
        return false;
    }

    private void notYet(String name, String why) {
        LOG.atWarn()
                .addKeyValue("connector", name)
                .addKeyValue("cluster", id)
                .log("Not deleted yet, although no Connector describes it: {}", why);
    }
}
