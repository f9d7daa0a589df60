package dev.kafkaconnect.operator.cluster.diagnosis;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.Children;
import dev.kafkaconnect.operator.cluster.rollout.RolloutDecision;
import dev.kafkaconnect.operator.cluster.workers.WorkerPods;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets no running worker be stopped for one that could not start, and no first worker be made that could not. Called by
 * {@code cluster} before a step is carried out.
 */
public final class PodGate {
    private final PodObstacles obstacles;
    private final PluginTrial plugins;

    public PodGate(PodObstacles obstacles, PluginTrial plugins) {
        this.obstacles = obstacles;
        this.plugins = plugins;
    }

    /** Like {@link #held} for plug-ins that are to be downloaded, which a pod of its own has to do first: this makes and removes it. */
    public RolloutDecision tried(
            ClusterPlan plan, RolloutDecision wanted, StatefulSet workers, KubernetesClient client) {
        plugins.tidy(plan, wanted.workers().getSpec().getTemplate(), client);
        return wanted.taken() == null || !replaces(wanted, workers)
                ? wanted
                : plugins.beforeTaking(plan, wanted.workers().getSpec().getTemplate(), client)
                        .map(verdict -> wanted.halted(workers, verdict))
                        .orElse(wanted);
    }

    /** The step that was decided, or none when the worker that it replaces could not come back. One that leaves for good may. */
    public RolloutDecision held(
            ClusterPlan plan,
            RolloutDecision wanted,
            StatefulSet workers,
            Collection<Pod> pods,
            KubernetesClient client) {
        boolean replaces = replaces(wanted, workers);
        Optional<Verdict> obstacle = Stream.ofNullable(wanted.taken())
                .filter(taken -> replaces)
                .flatMap(taken ->
                        pods.stream().filter(pod -> pod.getMetadata().getName().equals(taken)))
                .findFirst()
                .flatMap(
                        pod -> obstacles.beforeTaking(likeStored(wanted.workers(), workers), pod, given(plan), client));
        return obstacle.map(verdict -> wanted.halted(workers, verdict)).orElse(wanted);
    }

    /** Of workers that are made, or of a standalone worker that is replaced, by what is about to be applied. */
    public Optional<Verdict> beforeApply(
            ClusterPlan plan,
            StatefulSet wanted,
            @Nullable StatefulSet workers,
            Collection<Pod> pods,
            KubernetesClient client) {
        if (workers == null) {
            return plan.replicas() == 0 ? Optional.empty() : obstacles.beforeStart(wanted, given(plan));
        }
        return plan.mode() instanceof WorkerMode.Distributed || plan.replicas() == 0
                ? Optional.empty()
                : pods.stream()
                        .filter(WorkerPods::isReady)
                        .findFirst()
                        .flatMap(pod -> obstacles
                                .beforeTaking(likeStored(wanted, workers), pod, given(plan), client)
                                .or(() -> plugins.beforeTaking(
                                        plan, wanted.getSpec().getTemplate(), client)));
    }

    private static boolean replaces(RolloutDecision wanted, StatefulSet workers) {
        return WorkersReadiness.count(wanted.workers().getSpec().getReplicas())
                == WorkersReadiness.count(workers.getSpec().getReplicas());
    }

    private static StatefulSet likeStored(StatefulSet wanted, StatefulSet stored) {
        return new StatefulSetBuilder(wanted)
                .editMetadata()
                .withUid(stored.getMetadata().getUid())
                .endMetadata()
                .build();
    }

    /** What the operator makes itself. */
    private static Set<Reference> given(ClusterPlan plan) {
        return Children.all(plan).stream()
                .flatMap(child -> switch (child.getKind()) {
                    case "Secret" ->
                        Stream.of(Reference.secret(
                                plan.namespace(), child.getMetadata().getName()));
                    case "ConfigMap" ->
                        Stream.of(Reference.configMap(
                                plan.namespace(), child.getMetadata().getName()));
                    default -> Stream.<Reference>empty();
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
