package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.observe.ObservationListener;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.runtime.TriggerEventSource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;

/** Whatever is observed on a cluster changes its counts, so its ConnectCluster is reconciled. */
record ClusterTrigger(TriggerEventSource<ConnectCluster> triggers) implements ObservationListener {

    @Override
    public void connectorsChanged(ClusterId cluster, Set<String> names) {
        wake(cluster);
    }

    @Override
    public void reachabilityChanged(ClusterId cluster) {
        wake(cluster);
    }

    @Override
    public void ownershipChanged(ClusterId cluster) {
        wake(cluster);
    }

    private void wake(ClusterId cluster) {
        triggers.wake(new ResourceID(cluster.name(), cluster.namespace()));
    }
}
