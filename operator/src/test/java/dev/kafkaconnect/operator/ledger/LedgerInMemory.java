package dev.kafkaconnect.operator.ledger;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger of a test, which can be made to fail. */
public final class LedgerInMemory implements Ledger {
    private final Map<ClusterId, Map<String, String>> pages = new TreeMap<>(Comparator.comparing(ClusterId::toString));
    private boolean reads = true;
    private boolean writes = true;
    private boolean ends;
    private int written;

    /** What happens from now on. */
    public void answers(boolean toReads, boolean toWrites) {
        this.reads = toReads;
        this.writes = toWrites;
    }

    /** From now on nothing can be created in the namespace of any cluster. */
    public void namespaceEnds() {
        ends = true;
    }

    public int written() {
        return written;
    }

    @Override
    public Page read(ClusterId cluster) throws LedgerFault {
        if (!reads) {
            throw new LedgerFault.Unavailable("Kubernetes is away");
        }
        return new Page(Map.copyOf(pages.getOrDefault(cluster, Map.of())));
    }

    @Override
    public void keepChanges(ClusterId cluster, String connectName, List<OffsetsChangeEntry> changes)
            throws LedgerFault {
        write(cluster, Page.changesEntry(connectName, changes));
    }

    @Override
    public void owe(ClusterId cluster, String connectName, Owed owed) throws LedgerFault {
        write(cluster, Page.owedEntry(connectName, owed));
    }

    @Override
    public void paid(ClusterId cluster, String connectName) throws LedgerFault {
        write(cluster, Page.owedEntry(connectName, null));
    }

    private void write(ClusterId cluster, Map<String, @Nullable String> entry) throws LedgerFault {
        if (ends) {
            throw new LedgerFault.NamespaceEnds("the namespace is being terminated");
        }
        if (!writes) {
            throw new LedgerFault.Unavailable("Kubernetes is away");
        }
        written++;
        Map<String, String> page = pages.computeIfAbsent(cluster, id -> new TreeMap<>());
        entry.forEach((key, text) -> {
            if (text == null) {
                page.remove(key);
            } else {
                page.put(key, text);
            }
        });
    }
}
