package dev.kafkaconnect.operator.cluster.children;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.workers.LostPods;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.pods.ThisPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has workers replaced whose nodes are lost, once Kafka says that they are no members of their group: a worker of a group holds
 * nothing that two could spoil. Never a standalone worker, which writes to a volume. Called by {@code WorkerChanges}.
 */
public final class LostWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(LostWorkers.class);

    private final Clock clock;

    public LostWorkers(Clock clock) {
        this.clock = clock;
    }

    public void release(
            ClusterPlan plan, Collection<Pod> pods, Supplier<ClusterSession> session, KubernetesClient client) {
        List<Pod> lost = plan.mode() instanceof WorkerMode.Distributed ? LostPods.of(pods, clock.instant()) : List.of();
        if (lost.isEmpty()
                || session.get()
                        .kafka()
                        .group()
                        .filter(group -> LostPods.haveLeft(group, pods))
                        .isEmpty()) {
            return;
        }
        for (Pod pod : lost) {
            LOG.atWarn()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .addKeyValue("node", pod.getSpec().getNodeName())
                    .log(
                            "Its worker has left the group, but the kubelet does not report it gone: deleted from the API");
            ThisPod.delete(pod, 0L, client);
        }
    }
}
