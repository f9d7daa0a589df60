package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.upgrade.Turns;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.RolloutAnnotation;
import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts that no ConnectCluster asked for: the operator has another version, or a Secret has changed. They take their turns,
 * so that a whole fleet is not on the move at once. Used by {@link RolloutCoordinator}.
 */
public final class UnaskedRollouts {
    private static final int NAMED = 3;

    private final Turns turns;

    public UnaskedRollouts(int atOnce) {
        this.turns = new Turns(atOnce);
    }

    /**
     * @param generation of the ConnectCluster
     * @param applied whether that generation was in effect before this pass
     * @param rolling clusters that are being rolled without having asked for it
     */
    public record Fleet(long generation, boolean applied, Set<ClusterId> rolling) {

        /** @param halted a rollout whose last step is older counts as halted */
        public static Fleet around(ConnectCluster cluster, Collection<StatefulSet> workers, Instant halted) {
            return new Fleet(
                    generation(cluster.getMetadata().getGeneration()),
                    isReady(cluster),
                    workers.stream()
                            .filter(set -> isRolling(set, halted))
                            .flatMap(set -> Labels.clusterOf(set.getMetadata()).stream())
                            .map(other -> new ClusterId(other.getNamespace().orElse(""), other.getName()))
                            .collect(Collectors.toUnmodifiableSet()));
        }

        private static boolean isReady(ConnectCluster cluster) {
            return cluster.getStatus() != null
                    && cluster.getStatus().getConditions() != null
                    && cluster.getStatus().getConditions().stream()
                            .anyMatch(condition -> "Ready".equals(condition.getType())
                                    && "True".equals(condition.getStatus())
                                    && Objects.equals(
                                            cluster.getMetadata().getGeneration(), condition.getObservedGeneration()));
        }

        private static long generation(@Nullable Long generation) {
            return generation == null ? 0 : generation;
        }

        private static boolean isRolling(StatefulSet workers, Instant halted) {
            RolloutState memory = RolloutAnnotation.read(ObservedStatefulSet.annotation(workers));
            return memory != null
                    && memory.since().isAfter(halted)
                    && TemplateOrigin.of(workers)
                            .filter(TemplateOrigin::unasked)
                            .isPresent();
        }
    }

    void forget(ClusterId id) {
        turns.release(id);
    }

    /**
     * @param differs whether the template is not what is wanted
     * @param asked whether the wanted one is a step of what was asked for earlier
     */
    static @Nullable TemplateOrigin origin(
            ClusterPlan plan,
            ObservedStatefulSet found,
            StatefulSet actual,
            Fleet fleet,
            boolean differs,
            boolean asked) {
        return TemplateOrigin.after(
                TemplateOrigin.of(actual).orElse(null),
                new TemplateOrigin.Change(
                        differs,
                        !found.settled(),
                        asked,
                        fleet.generation(),
                        fleet.applied(),
                        plan.workerImage().byDefault()));
    }

    /**
     * What it waits for before a worker is taken; null when it need not.
     *
     * @param rolling what the rollout waits for besides, null when none is under way
     * @param takes whether a worker is about to be stopped
     */
    @Nullable
    Verdict turn(
            ClusterId id,
            ObservedStatefulSet found,
            @Nullable TemplateOrigin origin,
            Fleet fleet,
            @Nullable Verdict rolling,
            boolean takes) {
        if (origin == null || !origin.unasked() || rolling instanceof Verdict.Stalled) {
            turns.release(id);
            return null;
        }
        if (found.underWay() != null) {
            turns.holds(id);
            return null;
        }
        Set<ClusterId> others = takes ? turns.waitsFor(id, fleet.rolling()) : Set.of();
        return others.isEmpty()
                ? null
                : new Verdict.Progressing(
                        Reason.RollingUpdate,
                        "the workers must be replaced although the spec has not changed (the operator has another version, or a Secret or certificate has changed); the operator rolls %d clusters at a time (MAX_CLUSTERS_ROLLING) and waits for %s"
                                .formatted(turns.atOnce(), named(others)));
    }

    private static String named(Set<ClusterId> others) {
        String named = others.stream().limit(NAMED).map(ClusterId::toString).collect(Collectors.joining(", "));
        return others.size() <= NAMED ? named : "%s and %d more".formatted(named, others.size() - NAMED);
    }
}
