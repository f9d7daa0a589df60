package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ConnectorDeletion.Deleted;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.Owed;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes or stops a connector when no worker can be reached to: in the config topic, which workers begin with, or by a debt in
 * the ledger, which is paid before the connector runs again. Used by {@link ConnectorDeletion}.
 */
final class WorkerlessDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerlessDeletion.class);

    private final Ledger ledger;

    WorkerlessDeletion(Ledger ledger) {
        this.ledger = ledger;
    }

    sealed interface Result {
        /** The config topic says that the connector is gone, or stopped. */
        record Ended() implements Result {}

        /** The ledger has it. */
        record Remembered(String why) implements Result {}

        record Failed(String why) implements Result {}

        /** The namespace of the cluster is being deleted, so that nothing can be remembered there, nor has to be. */
        record NamespaceEnds(String why) implements Result {}
    }

    /** @param why no worker can be reached */
    Result end(Deleted deleted, RedactedSession session, String why) throws InterruptedException {
        // Only workers can delete offsets; until then the connector rests.
        boolean rests = deleted.stops() || deleted.withOffsets();
        Set<String> name = Set.of(deleted.name());
        try {
            session.kafka().endConnectors(rests ? Set.of() : name, rests ? name : Set.of());
        } catch (KafkaFault fault) {
            return remember(deleted, why + "; " + fault.getMessage());
        }
        if (deleted.withOffsets() && !deleted.stops()) {
            return remember(deleted, why);
        }
        LOG.atInfo()
                .addKeyValue("connector", deleted.name())
                .addKeyValue("cluster", deleted.cluster())
                .log(deleted.stops() ? "Stopped in the config topic" : "Deleted from the config topic");
        return new Result.Ended();
    }

    Result remember(Deleted deleted, String why) {
        ClusterId id = deleted.cluster();
        Owed owed = new Owed(
                String.valueOf(deleted.connector().getSpec().getDeletionPolicy()),
                deleted.withOffsets(),
                deleted.connector().getMetadata().getDeletionTimestamp());
        try {
            if (!owed.equals(ledger.read(id).owed().get(deleted.name()))) {
                ledger.owe(id, deleted.name(), owed);
            }
            return new Result.Remembered(why);
        } catch (LedgerFault.NamespaceEnds fault) {
            return new Result.NamespaceEnds(why + "; " + fault.text());
        } catch (LedgerFault fault) {
            return new Result.Failed(why + "; " + fault.text());
        }
    }

    /** A Connector describes the connector again, so the deletion that an earlier one left is no longer due. */
    void cancel(Connector connector) {
        ClusterId id = ConnectorParser.clusterOf(connector);
        try {
            ledger.paid(id, ConnectorParser.connectName(connector));
        } catch (LedgerFault fault) {
            // It is not paid for as long as the Connector is there.
            LOG.atDebug()
                    .addKeyValue("cluster", id)
                    .log("A recorded deletion cannot be cancelled yet: {}", fault.text());
        }
    }
}
