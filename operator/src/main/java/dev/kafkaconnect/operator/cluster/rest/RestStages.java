package dev.kafkaconnect.operator.cluster.rest;

import dev.kafkaconnect.operator.cluster.plan.RestStage;
import dev.kafkaconnect.operator.cluster.workers.FoundWorkers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which {@link RestStage} comes next, from what the pods run. Pure; called in each pass over a ConnectCluster. */
public final class RestStages {
    private RestStages() {}

    /**
     * The stage that the template of the workers is to have.
     *
     * @param goal PLAIN or SECURED
     * @param replicas as they are to be
     */
    public static RestStage next(RestStage goal, int replicas, @Nullable StatefulSet workers, Collection<Pod> pods) {
        if (workers == null || pods.size() == 1 && replicas <= 1) {
            return goal;
        }
        FoundWorkers all = FoundWorkers.of(workers, pods);
        if (pods.isEmpty() && all.existing() == 0) {
            return goal;
        }
        Set<RestStage> found =
                pods.stream().map(pod -> RestStage.of(pod.getMetadata())).collect(Collectors.toSet());
        if (found.contains(goal == RestStage.SECURED ? RestStage.PLAIN : RestStage.SECURED)) {
            return RestStage.PREPARED;
        }
        boolean arriving = found.contains(goal)
                || RestStage.of(workers.getSpec().getTemplate().getMetadata()) == goal;
        // Of pods that are about to come back nothing is known: only a rollout that is over says that there are no
        // others.
        return arriving || all.settled() ? goal : RestStage.PREPARED;
    }
}
