package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.FoundChildren;
import dev.kafkaconnect.operator.cluster.children.LostWorkers;
import dev.kafkaconnect.operator.cluster.children.WorkerCount;
import dev.kafkaconnect.operator.cluster.diagnosis.PodGate;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.Children;
import dev.kafkaconnect.operator.cluster.resources.KafkaCredentials;
import dev.kafkaconnect.operator.cluster.rollout.RolloutDecision;
import dev.kafkaconnect.operator.cluster.standalone.OffsetsVolume;
import dev.kafkaconnect.operator.cluster.validation.TakenNames;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fifth stage of a pass, the one that changes workers: applies the children that differ from the plan, the workers last, and
 * releases workers whose nodes are lost. Called by {@link ManagedCluster} with what was decided.
 */
record WorkerChanges(ChildApplier applier, WorkerSessions sessions, ClusterPods pods, PodGate gate, LostWorkers lost) {

    Applied carryOut(Prepared prepared, RolloutDecision decision, Context<ConnectCluster> context) {
        if (prepared.known().paused()) {
            return new Applied(pending(prepared, decision, context), decision.verdict());
        }
        ClusterPlan plan = prepared.plan();
        if (decision.taken() != null) {
            sessions.open(plan, prepared.rest()).changes().workerStopping(plan.workerIdOf(decision.taken()));
        }
        Verdict obstacle = problem(plan, context)
                .or(() -> apply(prepared, decision, context))
                .orElse(null);
        lost.release(plan, pods.of(plan), () -> sessions.open(plan, prepared.rest()), context.getClient());
        return new Applied(obstacle, decision.verdict());
    }

    private @Nullable Verdict pending(Prepared prepared, RolloutDecision decision, Context<ConnectCluster> context) {
        Optional<Verdict> problem = problem(prepared.plan(), context);
        if (problem.isPresent()) {
            return problem.get();
        }
        List<HasMetadata> outdated = applier.outdated(children(prepared.plan(), decision, context), context);
        return outdated.isEmpty()
                ? null
                : new Verdict.Progressing(
                        Reason.ReconciliationPaused,
                        "changes of %s are pending until spec.paused is false".formatted(names(outdated)));
    }

    private static Optional<Verdict> problem(ClusterPlan plan, Context<ConnectCluster> context) {
        return WorkerCount.problem(plan, plan.replicas()).or(() -> offsetsProblem(plan, context));
    }

    private Optional<Verdict> apply(Prepared prepared, RolloutDecision decision, Context<ConnectCluster> context) {
        ClusterPlan plan = prepared.plan();
        StatefulSet workers = prepared.known().workers();
        List<HasMetadata> outdated = applier.outdated(children(plan, decision, context), context);
        if (outdated.isEmpty()) {
            return Optional.empty();
        }
        if (outdated.getLast() instanceof StatefulSet changed) {
            Optional<Verdict> obstacle = tooMany(plan, changed, context)
                    .or(() -> gate.beforeApply(plan, changed, workers, pods.of(plan), context.getClient()));
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return applier.apply(plan, outdated, workers, context).or(() -> changing(prepared, decision, outdated));
    }

    /** What the workers go through after the children were applied. */
    private static Optional<Verdict> changing(Prepared prepared, RolloutDecision decision, List<HasMetadata> applied) {
        if (KafkaCredentials.areUnsettled(prepared.plan())) {
            return Optional.of(new Verdict.Progressing(Reason.WorkersStarting, "the workers are about to be created"));
        }
        if (applied.stream().noneMatch(StatefulSet.class::isInstance)) {
            return Optional.empty();
        }
        if (prepared.known().workers() == null) {
            return Optional.of(new Verdict.Progressing(Reason.WorkersStarting, "the workers are being created"));
        }
        return Optional.of(Objects.requireNonNullElseGet(
                decision.verdict(),
                () -> new Verdict.Progressing(Reason.RollingUpdate, "the workers are being changed")));
    }

    private static Optional<Verdict> tooMany(ClusterPlan plan, StatefulSet changed, Context<ConnectCluster> context) {
        return plan.mode() instanceof WorkerMode.Standalone
                ? WorkerCount.problem(
                        plan, changed, context.getControllerConfiguration().fieldManager(), context.getClient())
                : Optional.empty();
    }

    private static Optional<Verdict> offsetsProblem(ClusterPlan plan, Context<ConnectCluster> context) {
        if (!(plan.mode() instanceof WorkerMode.Standalone standalone)) {
            return Optional.empty();
        }
        PersistentVolumeClaim claim = OffsetsVolume.claim(plan, standalone);
        return OffsetsVolume.problem(
                standalone,
                claim,
                FoundChildren.seen(claim, context),
                context.getControllerConfiguration().fieldManager());
    }

    private static List<HasMetadata> children(
            ClusterPlan plan, RolloutDecision decision, Context<ConnectCluster> context) {
        return Children.of(plan, decision.workers()).stream()
                // Revisions of credentials are made with what is in another child, which comes first.
                .filter(child -> !(child instanceof StatefulSet && KafkaCredentials.areUnsettled(plan)))
                .flatMap(child -> child instanceof PersistentVolumeClaim claim
                        ? OffsetsVolume.asItIs(
                                claim,
                                FoundChildren.seen(claim, context),
                                context.getControllerConfiguration().fieldManager())
                                .stream()
                        : Stream.of(child))
                .toList();
    }

    private static String names(List<HasMetadata> children) {
        return children.stream().map(TakenNames::nameOf).collect(Collectors.joining(", "));
    }
}
