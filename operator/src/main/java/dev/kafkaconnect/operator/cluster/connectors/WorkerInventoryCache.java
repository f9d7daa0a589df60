package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.cluster.report.WorkerInventory;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the workers what they consist of, once for each revision of them. Called by {@code WorkerFindings}. */
public final class WorkerInventoryCache {
    private @Nullable Answer known;

    private record Answer(String revision, WorkerInventory installed) {}

    /** Empty until one of the workers has answered. */
    public Optional<WorkerInventory> of(ClusterSession session, ClusterView view, StatefulSet workers) {
        String revision = workers.getStatus() == null
                ? ""
                : String.valueOf(workers.getStatus().getCurrentRevision());
        if (known != null && known.revision().equals(revision)) {
            return Optional.of(known.installed());
        }
        if (!(view instanceof ClusterView.Seen)) {
            return Optional.empty();
        }
        try {
            WorkerInventory installed =
                    new WorkerInventory(session.api().worker(), session.api().allPlugins());
            known = new Answer(revision, installed);
            return Optional.of(installed);
        } catch (ConnectFault fault) {
            return Optional.empty();
        }
    }
}
