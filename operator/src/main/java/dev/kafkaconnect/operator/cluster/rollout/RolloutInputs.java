package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * What a decision about workers that exist is made from.
 *
 * @param actual the workers as they are stored
 * @param fleet the generation of the ConnectCluster, and what other clusters do
 * @param same whether applying a StatefulSet would change nothing
 */
public record RolloutInputs(
        ClusterPlan plan,
        StatefulSet actual,
        Collection<Pod> pods,
        UnaskedRollouts.Fleet fleet,
        Predicate<StatefulSet> same) {

    /**
     * What runs on the workers of a group, and when that changed.
     *
     * @param changedAt when a connector was changed last
     * @param changeSeen when one was last seen to be different, what follows from a change included
     */
    public record Activity(ClusterView view, Instant changedAt, Instant changeSeen) {
        Instant last() {
            return changedAt.isAfter(changeSeen) ? changedAt : changeSeen;
        }
    }
}
