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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes connectors that no Connector describes, on clusters whose owner asked for just that (spec.connectors.unmanaged:
 * Delete): beside the passes over the cluster, by one thread for each cluster, and only for as long as {@code ClusterReconciliation} calls
 * for it. Which are due is for {@link UnmanagedFor} to say; each is asked about once more, at the API server, before it goes.
 */
public final class UnmanagedConnectors {
    private static final Logger LOG = LoggerFactory.getLogger(UnmanagedConnectors.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ManagedConnectors managed;
    private final WorkerSessions sessions;
    private final Clock clock;
    private final Map<ClusterId, CountDownLatch> underWay = new ConcurrentHashMap<>();

    public UnmanagedConnectors(ManagedConnectors managed, WorkerSessions sessions, Clock clock) {
        this.managed = managed;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** They are to be deleted from now on. Returns at once. */
    public void delete(ClusterId id, ClusterSession session) {
        CountDownLatch end = new CountDownLatch(1);
        if (underWay.putIfAbsent(id, end) == null) {
            Thread.ofVirtual().name("unmanaged-" + id).start(() -> look(id, session, end));
        }
    }

    /** They are left alone from now on. */
    public void keep(ClusterId id) {
        CountDownLatch end = underWay.remove(id);
        if (end != null) {
            end.countDown();
        }
    }

    private void look(ClusterId id, ClusterSession session, CountDownLatch end) {
        UnmanagedFor unmanaged = new UnmanagedFor();
        try {
            while (goesOn(id, session, end)) {
                if (session.observer().view() instanceof ClusterView.Seen seen) {
                    List<String> names = managed.unreadable(id) ? List.of() : managed.unmanaged(id, seen);
                    for (String name : unmanaged.due(names, seen.asOf())) {
                        if (goesOn(id, session, end) && delete(name, id, session)) {
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
            underWay.remove(id, end);
        }
    }

    private boolean goesOn(ClusterId id, ClusterSession session, CountDownLatch end) {
        return end.getCount() > 0 && sessions.isOpen(id, session);
    }

    private boolean delete(String name, ClusterId cluster, ClusterSession session) throws InterruptedException {
        try {
            if (managed.describesNow(cluster, name)) {
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
                    .addKeyValue("cluster", cluster)
                    .log("Deleted, because no Connector describes it");
            return true;
        } catch (ConnectFault fault) {
            notYet(name, cluster, fault.text());
        } catch (KubernetesClientException unknown) {
            notYet(name, cluster, String.valueOf(unknown.getMessage()));
        }
        return false;
    }

    private static void notYet(String name, ClusterId cluster, String why) {
        LOG.atWarn()
                .addKeyValue("connector", name)
                .addKeyValue("cluster", cluster)
                .log("Not deleted yet, although no Connector describes it: {}", why);
    }
}
