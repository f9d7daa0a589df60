package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Is told what changed between two ticks; called on the observer's thread, so it must not block. */
public interface ObservationListener {

    /** These connectors look different from before, by their names in Connect. */
    void connectorsChanged(ClusterId cluster, Set<String> names);

    /** The workers began or ceased to answer: everything on the cluster looks different. */
    void reachabilityChanged(ClusterId cluster);

    /** A Connector began or ceased to describe a connector of the cluster. */
    default void ownershipChanged(ClusterId cluster) {}

    /** The workers were polled, whether they answered or not. */
    default void polled(ClusterId cluster, Duration took) {}

    /** A request to the workers ended; called on the thread that sent it. */
    default void requestEnded(ClusterId cluster, Duration took, @Nullable ConnectFault fault) {}

    /** The session was closed, because its ConnectCluster is gone or the operator stops. */
    default void closed(ClusterId cluster) {}
}
