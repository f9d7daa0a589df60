package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ObservationListener;
import dev.kafkaconnect.operator.ops.WakeSource;
import java.util.Set;

/** Wakes just the Connectors whose observation changed. */
record ConnectorWaker(WakeSource<Connector> wakes, ConnectorIndex index) implements ObservationListener {

    @Override
    public void connectorsChanged(ClusterId cluster, Set<String> names) {
        names.forEach(name -> index.named(cluster, name).forEach(wakes::wake));
    }

    @Override
    public void reachabilityChanged(ClusterId cluster) {
        index.ofCluster(cluster).forEach(wakes::wake);
    }
}
