package dev.kafkaconnect.operator.ledger;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.List;

/**
 * One page for each ConnectCluster, which outlives it and its Connectors. Every entry belongs to the connector of that name in
 * Kafka Connect, whoever describes it. When a write returns, the entry is stored.
 */
public interface Ledger {

    /** What is stored now, own writes included; empty for a cluster of which nothing was ever written. */
    Page read(ClusterId cluster) throws LedgerFault;

    /** @param changes all that are to be remembered, the latest first; none removes the entry */
    void keepChanges(ClusterId cluster, String connectName, List<OffsetsChangeEntry> changes) throws LedgerFault;

    void owe(ClusterId cluster, String connectName, Owed owed) throws LedgerFault;

    /** The deletion was carried out, or is no longer wanted. Costs nothing where none is known. */
    void paid(ClusterId cluster, String connectName) throws LedgerFault;
}
