package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.InitialState;
import java.util.List;
import java.util.Map;

/** Answers whether some Connector describes a connector. Implemented by the side that knows Connectors. */
public interface ManagedConnectors {

    /** Whether all Connectors are known by now; before, their absence means nothing. */
    boolean complete();

    /** @param connectName name inside Kafka Connect */
    boolean describes(ClusterId cluster, String connectName);

    /**
     * What becomes of a connector of a standalone worker.
     *
     * @param config with which the worker has it
     * @param state in which the worker has it
     */
    Fate fate(ClusterId cluster, String connectName, Map<String, String> config, InitialState state);

    /** Names of connectors on the workers that no Connector describes; none while that is not known. */
    default List<String> unmanaged(ClusterId cluster, ClusterView view) {
        return view instanceof ClusterView.Seen seen && complete()
                ? seen.connectors().keySet().stream()
                        .filter(name -> !describes(cluster, name))
                        .toList()
                : List.of();
    }
}
