package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Set;

/** Is told what changed between two ticks; called on the observer's thread, so it must not block. */
public interface ObservationListener {

    /** These connectors look different from before, by their names in Connect. */
    void connectorsChanged(ClusterId cluster, Set<String> names);

    /** The workers began or ceased to answer: everything on the cluster looks different. */
    void reachabilityChanged(ClusterId cluster);

    /** A Connector began or ceased to describe a connector of the cluster. */
    default void ownershipChanged(ClusterId cluster) {}
}
