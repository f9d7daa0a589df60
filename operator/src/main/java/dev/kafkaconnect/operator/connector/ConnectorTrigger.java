package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.observe.ObservationListener;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.runtime.TriggerEventSource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Wakes just the Connectors whose observation changed; all of a cluster, one after the other, when its workers went or came. */
record ConnectorTrigger(TriggerEventSource<Connector> triggers, ConnectorIndex index) implements ObservationListener {
    private static final int AT_ONCE = 50;

    @Override
    public void connectorsChanged(ClusterId cluster, Set<String> names) {
        names.forEach(name -> index.named(cluster, name).forEach(triggers::wake));
    }

    @Override
    public void reachabilityChanged(ClusterId cluster) {
        int number = 0;
        for (ResourceID connector : index.ofCluster(cluster)) {
            Duration delay = delay(number++);
            if (delay.isZero()) {
                triggers.wake(connector);
            } else {
                CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> triggers.wake(connector));
            }
        }
    }

    /** The first at once, then a hundred a second: a thousand do not ask the workers and the API server at the same time. */
    static Duration delay(int number) {
        return Duration.ofMillis(10L * Math.max(0, number - AT_ONCE));
    }
}
