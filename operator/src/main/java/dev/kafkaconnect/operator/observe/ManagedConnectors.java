package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Disposition;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Answers whether some Connector may speak for a connector. Implemented by the side that knows Connectors. */
public interface ManagedConnectors {

    /** Whether all Connectors are known by now; before, their absence means nothing. */
    boolean complete();

    /** Whether all Connectors that this operator looks after are known by now. */
    boolean listed();

    /** Whether everything in the namespace is being deleted. */
    boolean namespaceEnds(String namespace);

    /** Names of the Connectors of the cluster that are being deleted, with all that has to be done on the workers. */
    SortedSet<String> leaving(ClusterId cluster);

    /** Names of those whose deletion would have to be done on the workers. */
    SortedSet<String> staying(ClusterId cluster);

    /** @param connectName name inside Kafka Connect */
    boolean describes(ClusterId cluster, String connectName);

    /** The same, asked of the API server: one that came a moment ago counts. */
    boolean describesNow(ClusterId cluster, String connectName);

    /** Whether a Connector that may describe a connector of the cluster is beyond what this version can read. */
    boolean unreadable(ClusterId cluster);

    /** Whether a Connector is content with the connector, although it has no task. */
    boolean mayBeIdle(ClusterId cluster, String connectName);

    /**
     * What becomes of a connector of a standalone worker.
     *
     * @param config with which the worker has it
     * @param state in which the worker has it
     */
    Disposition disposition(ClusterId cluster, String connectName, Map<String, String> config, InitialState state);

    /** Names of connectors on the workers that no Connector describes; none while that is not known. */
    default List<String> unmanaged(ClusterId cluster, ClusterView view) {
        return view instanceof ClusterView.Seen seen && complete()
                ? seen.connectors().keySet().stream()
                        .filter(name -> !describes(cluster, name))
                        .toList()
                : List.of();
    }
}
