package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.Owed;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the workers of a cluster do what is owed to it, one connector after the other and beside the pass, which must not wait for
 * them. What fails is tried again by a later pass. Used by {@link OwedDeletions}.
 */
final class OwedByRest {
    private static final Logger LOG = LoggerFactory.getLogger(OwedByRest.class);

    /** Offsets that cannot be deleted for that long stay. */
    private static final Duration OFFSETS_PATIENCE = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Clock clock;
    private final Set<ClusterId> underWay = ConcurrentHashMap.newKeySet();
    private final Map<ClusterId, Instant> begun = new ConcurrentHashMap<>();

    OwedByRest(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param still whether it is still to be done, asked right before that */
    void pay(ClusterId id, SortedMap<String, Owed> debts, ClusterSession session, Predicate<String> still) {
        if (underWay.add(id)) {
            begun.putIfAbsent(id, clock.instant());
            Thread.ofVirtual().name("owed-" + id).start(() -> {
                try {
                    for (Map.Entry<String, Owed> debt : debts.entrySet()) {
                        if (still.test(debt.getKey())) {
                            pay(id, debt.getKey(), debt.getValue(), session);
                        }
                    }
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                } finally {
                    underWay.remove(id);
                }
            });
        }
    }

    private void pay(ClusterId id, String name, Owed owed, ClusterSession session) throws InterruptedException {
        try {
            session.permitted(name, () -> {
                carryOut(id, name, owed, session.api());
                return name;
            });
            LOG.atInfo()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log("{} by the workers, as recorded", "Stop".equals(owed.policy()) ? "Stopped" : "Deleted");
            if (owed.deleteOffsets()) {
                ledger.keepChanges(id, name, List.of());
            }
            ledger.paid(id, name);
        } catch (ConnectFault fault) {
            LOG.atInfo()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log("A recorded deletion is still pending: {}", fault.text());
        } catch (LedgerFault fault) {
            LOG.atWarn().addKeyValue("cluster", id).log("A recorded deletion is repeated: {}", fault.text());
        }
    }

    private void carryOut(ClusterId id, String name, Owed owed, ConnectApi api) throws ConnectFault {
        try {
            if (!"Delete".equals(owed.policy())) {
                api.stop(name);
                return;
            }
            if (owed.deleteOffsets()) {
                api.stop(name);
                deleteOffsets(id, name, api);
            }
            api.delete(name);
        } catch (ConnectFault.NotFound gone) {
            LOG.atDebug().addKeyValue("connector", name).log("Nothing was left of it");
        }
    }

    private void deleteOffsets(ClusterId id, String name, ConnectApi api) throws ConnectFault {
        try {
            api.deleteOffsets(name);
        } catch (ConnectFault.Rejected | ConnectFault.Crashed refused) {
            Instant end = begun.getOrDefault(id, Instant.MIN).plus(OFFSETS_PATIENCE);
            if (clock.instant().isBefore(end)) {
                throw refused;
            }
            LOG.atWarn()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log("Deleted without its offsets, which remain: {}", refused.text());
        }
    }

    void forget(ClusterId id) {
        begun.remove(id);
    }
}
