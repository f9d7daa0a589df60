package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ownership.ConnectorDisposition;
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

    sealed interface Outcome {
        /** The config topic says that the connector is gone, or stopped. */
        record Ended() implements Outcome {}

        /** The ledger has it. */
        record Remembered(String why) implements Outcome {}

        record Failed(String why) implements Outcome {}

        /** The namespace of the cluster is being deleted, so that nothing can be remembered there, nor has to be. */
        record NamespaceEnds(String why) implements Outcome {}
    }

    /** @param why no worker can be reached */
    Outcome end(Connector connector, ClusterId id, String name, RedactedSession session, String why)
            throws InterruptedException {
        boolean stops = ConnectorDisposition.STOP.equals(connector.getSpec().getDeletionPolicy());
        // Only workers can delete offsets; until then the connector rests.
        boolean withOffsets = !stops && Boolean.TRUE.equals(connector.getSpec().getDeleteOffsets());
        String unreached = null;
        try {
            session.kafka()
                    .endConnectors(
                            stops || withOffsets ? Set.of() : Set.of(name),
                            stops || withOffsets ? Set.of(name) : Set.of());
        } catch (KafkaFault fault) {
            unreached = String.valueOf(fault.getMessage());
        }
        if (unreached == null && !withOffsets) {
            LOG.atInfo()
                    .addKeyValue("connector", name)
                    .addKeyValue("cluster", id)
                    .log(stops ? "Stopped in the config topic" : "Deleted from the config topic");
            return new Outcome.Ended();
        }
        return remember(connector, id, name, unreached == null ? why : why + "; " + unreached);
    }

    Outcome remember(Connector connector, ClusterId id, String name, String why) {
        Owed owed = new Owed(
                String.valueOf(connector.getSpec().getDeletionPolicy()),
                Boolean.TRUE.equals(connector.getSpec().getDeleteOffsets()),
                connector.getMetadata().getDeletionTimestamp());
        try {
            if (!owed.equals(ledger.read(id).owed().get(name))) {
                ledger.owe(id, name, owed);
            }
            return new Outcome.Remembered(why);
        } catch (LedgerFault.NamespaceEnds fault) {
            return new Outcome.NamespaceEnds(why + "; " + fault.text());
        } catch (LedgerFault fault) {
            return new Outcome.Failed(why + "; " + fault.text());
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
