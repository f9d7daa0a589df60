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
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

    private final ClusterId id;
    private final Ledger ledger;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicReference<@Nullable Instant> begun = new AtomicReference<>();

    OwedByRest(ClusterId id, Ledger ledger, Clock clock) {
        this.id = id;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param still whether it is still to be done, asked right before that */
    void pay(SortedMap<String, Owed> debts, ClusterSession session, Predicate<String> still) {
        if (underWay.compareAndSet(false, true)) {
            begun.compareAndSet(null, clock.instant());
            Thread.ofVirtual().name("owed-" + id).start(() -> {
                try {
                    for (Map.Entry<String, Owed> debt : debts.entrySet()) {
                        if (still.test(debt.getKey())) {
                            pay(debt.getKey(), debt.getValue(), session);
                        }
                    }
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                } finally {
                    underWay.set(false);
                }
            });
        }
    }

    private void pay(String name, Owed owed, ClusterSession session) throws InterruptedException {
        try {
            session.permitted(name, () -> {
                carryOut(name, owed, session.api());
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

    private void carryOut(String name, Owed owed, ConnectApi api) throws ConnectFault {
        try {
            if (!"Delete".equals(owed.policy())) {
                api.stop(name);
                return;
            }
            if (owed.deleteOffsets()) {
                api.stop(name);
                deleteOffsets(name, api);
            }
            api.delete(name);
        } catch (ConnectFault.NotFound gone) {
            LOG.atDebug().addKeyValue("connector", name).log("Nothing was left of it");
        }
    }

    private void deleteOffsets(String name, ConnectApi api) throws ConnectFault {
        try {
            api.deleteOffsets(name);
        } catch (ConnectFault.Rejected | ConnectFault.Crashed refused) {
            Instant since = begun.get();
            if (since != null && clock.instant().isBefore(since.plus(OFFSETS_PATIENCE))) {
                throw refused;
            }
            LOG.atWarn()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log("Deleted without its offsets, which remain: {}", refused.text());
        }
    }
}
