package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.Owed;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Connectors that are gone have left to be done, see {@link Owed}: done in the config topic before workers begin with it,
 * or by those that are there. Called by the pass over a ConnectCluster. What a Connector describes again is left to it.
 */
public final class OwedDeletions {
    private static final Logger LOG = LoggerFactory.getLogger(OwedDeletions.class);

    private final ClusterId id;
    private final Ledger ledger;
    private final ManagedConnectors managed;
    private final OwedByRest byRest;
    private final StartHold hold;

    /** Connectors that rest until workers are there to delete their offsets. */
    private Set<String> resting = Set.of();

    public OwedDeletions(ClusterId id, Ledger ledger, ManagedConnectors managed, Clock clock) {
        this.id = id;
        this.ledger = ledger;
        this.managed = managed;
        this.byRest = new OwedByRest(id, ledger, clock);
        this.hold = new StartHold("connectors that were deleted without them are gone from the config topic", clock);
    }

    /** Names of connectors, for the status. */
    public List<String> names() {
        return List.copyOf(open().keySet());
    }

    private SortedMap<String, Owed> open() {
        try {
            SortedMap<String, Owed> open = new TreeMap<>(ledger.read(id).owed());
            open.keySet().removeIf(name -> managed.describes(id, name));
            return open;
        } catch (LedgerFault fault) {
            LOG.atWarn().addKeyValue("cluster", id).log("The recorded deletions cannot be read: {}", fault.text());
            return new TreeMap<>();
        }
    }

    /**
     * To be called while no worker is there.
     *
     * @param session opens the session with the workers to come
     * @return why workers must not start yet
     */
    public Optional<Verdict> beforeStart(ClusterPlan plan, Function<ClusterPlan, ClusterSession> session) {
        SortedMap<String, Owed> open = open();
        if (open.isEmpty() || plan.mode() instanceof WorkerMode.Standalone) {
            open.keySet().forEach(name -> paid(name));
            hold.end();
            return Optional.empty();
        }
        if (plan.withoutKafkaClient().isPresent()) {
            // Workers are asked once they are there: see pay().
            return Optional.empty();
        }
        if (!managed.listed()) {
            return hold.because("it is not known yet whether a Connector describes them");
        }
        Map<String, Owed> now = new TreeMap<>(open);
        now.values().removeIf(owed -> owed.deleteOffsets() && isDelete(owed));
        Set<String> rest = new TreeSet<>(open.keySet());
        rest.removeAll(now.keySet());
        Set<String> deleted = new TreeSet<>();
        Set<String> stopped = new TreeSet<>(rest.equals(resting) ? Set.of() : rest);
        now.forEach((name, owed) -> (isDelete(owed) ? deleted : stopped).add(name));
        if (deleted.isEmpty() && stopped.isEmpty()) {
            return Optional.empty();
        }
        try {
            session.apply(plan).kafka().endConnectors(deleted, stopped);
        } catch (KafkaFault fault) {
            return hold.because(String.valueOf(fault.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return hold.because("the operator is stopping");
        }
        hold.end();
        resting = rest;
        now.forEach((name, owed) -> {
            LOG.atInfo()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log("{} in the config topic, as recorded", isDelete(owed) ? "Deleted" : "Stopped");
            paid(name);
        });
        return Optional.empty();
    }

    private static boolean isDelete(Owed owed) {
        return "Delete".equals(owed.policy());
    }

    /** Has workers that are there do what is left. Returns at once. */
    public void pay(ClusterSession session) {
        SortedMap<String, Owed> open = open();
        if (!open.isEmpty() && managed.listed()) {
            byRest.pay(open, session, name -> !managed.describes(id, name));
        }
    }

    private void paid(String name) {
        try {
            ledger.paid(id, name);
        } catch (LedgerFault fault) {
            LOG.atWarn().addKeyValue("cluster", id).log("A recorded deletion is repeated: {}", fault.text());
        }
    }
}
