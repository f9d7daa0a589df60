package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.FoundChildren;
import dev.kafkaconnect.operator.cluster.children.WorkerCount;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ImageContract;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.Children;
import dev.kafkaconnect.operator.cluster.resources.KafkaCredentials;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.rollout.RenewedTemplate;
import dev.kafkaconnect.operator.cluster.rollout.RolloutCoordinator;
import dev.kafkaconnect.operator.cluster.rollout.UnaskedRollouts;
import dev.kafkaconnect.operator.cluster.standalone.OffsetsVolume;
import dev.kafkaconnect.operator.cluster.validation.TakenNames;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The acting part of a pass: the step of a rollout that is due, and the children that differ from the plan. Called by
 * {@link ClusterReconciliation} when nothing stands in the way.
 */
final class WorkerChanges {
    private final RolloutCoordinator rollouts;
    private final ChildApplier applier;
    private final WorkerSessions sessions;
    private final ClusterPods pods;
    private final PodGate gate;
    private final Clock clock;

    WorkerChanges(
            RolloutCoordinator rollouts,
            ChildApplier applier,
            WorkerSessions sessions,
            ClusterPods pods,
            PodGate gate,
            Clock clock) {
        this.gate = gate;
        this.rollouts = rollouts;
        this.applier = applier;
        this.sessions = sessions;
        this.pods = pods;
        this.clock = clock;
    }

    void forget(ClusterId id) {
        rollouts.forget(id);
    }

    RolloutCoordinator.Wanted wanted(
            ClusterId id,
            ClusterPlan plan,
            RestCertificates.State rest,
            @Nullable StatefulSet workers,
            Context<ConnectCluster> context) {
        UnaskedRollouts.Fleet fleet = UnaskedRollouts.Fleet.around(
                context.getPrimaryResource(),
                allWorkers(context),
                clock.instant().minus(plan.rollout().progressDeadline()));
        if (workers == null) {
            rollouts.forget(id);
            return RolloutCoordinator.Wanted.atOnce(plan, fleet.generation());
        }
        Predicate<StatefulSet> same = one -> applier.matches(id, workers, WorkerSet.asWritten(plan, one), context);
        RolloutCoordinator.Wanted wanted = switch (plan.mode()) {
            case WorkerMode.Standalone standalone -> rollouts.alone(id, plan, workers, pods.of(plan), fleet, same);
            case WorkerMode.Distributed mode -> together(id, plan, mode, rest, workers, fleet, same, context);
        };
        return new RolloutCoordinator.Wanted(
                WorkerSet.asWritten(plan, wanted.workers()), wanted.verdict(), wanted.taken());
    }

    private RolloutCoordinator.Wanted together(
            ClusterId id,
            ClusterPlan plan,
            WorkerMode.Distributed mode,
            RestCertificates.State rest,
            StatefulSet workers,
            UnaskedRollouts.Fleet fleet,
            Predicate<StatefulSet> same,
            Context<ConnectCluster> context) {
        ClusterSession session = sessions.open(id, plan, rest);
        RolloutCoordinator.Group group = new RolloutCoordinator.Group(
                session.observer().view(), session.changes().last(), session.lastActivity());
        RolloutCoordinator.Wanted step = rollouts.advance(id, plan, mode, workers, pods.of(plan), group, fleet, same);
        boolean renewed = applier.renewsTemplate(id, workers, WorkerSet.asWritten(plan, step.workers()), context);
        RolloutCoordinator.Wanted next = renewed ? RenewedTemplate.instead(step, workers, same) : step;
        RolloutCoordinator.Wanted held =
                gate.held(id, plan, fitting(plan, next, workers, session), workers, pods.of(plan), context.getClient());
        if (held.taken() == null && next.taken() != null) {
            rollouts.passTurn(id);
        }
        return held;
    }

    /** The same, or no worker taken where its image is too old. A worker that does not answer now holds nothing back. */
    private RolloutCoordinator.Wanted fitting(
            ClusterPlan plan, RolloutCoordinator.Wanted next, StatefulSet workers, ClusterSession session) {
        Integer replicas = workers.getSpec().getReplicas();
        if (next.taken() == null
                || !replicas.equals(next.workers().getSpec().getReplicas())
                || !ImageContract.isKnown(plan, pods.of(plan))) {
            return next;
        }
        try {
            return ImageContract.obstacle(plan, session.api().worker().contract())
                    .map(verdict -> new RolloutCoordinator.Wanted(
                            WorkerSet.at(
                                    next.workers(),
                                    replicas,
                                    ObservedStatefulSet.partition(workers),
                                    ObservedStatefulSet.annotation(workers)),
                            verdict,
                            null))
                    .orElse(next);
        } catch (ConnectFault silent) {
            return next;
        }
    }

    /** Those of all clusters, as the informer has them. */
    private static List<StatefulSet> allWorkers(Context<ConnectCluster> context) {
        return context.eventSourceRetriever().getEventSourceFor(StatefulSet.class)
                        instanceof InformerEventSource<StatefulSet, ?> informer
                ? informer.list(one -> true).toList()
                : List.of();
    }

    /** What stands in the way of calling the workers as they should be: that they have just been changed, or may not be. */
    @Nullable
    Verdict apply(
            ClusterId id,
            ClusterPlan plan,
            RolloutCoordinator.Wanted wanted,
            @Nullable StatefulSet workers,
            boolean paused,
            Context<ConnectCluster> context) {
        Optional<Verdict> problem = WorkerCount.problem(plan, plan.replicas()).or(() -> offsetsProblem(plan, context));
        if (problem.isPresent()) {
            return problem.get();
        }
        List<HasMetadata> outdated = applier.outdated(id, children(plan, wanted, context), context);
        if (outdated.isEmpty()) {
            return null;
        }
        if (paused) {
            return new Verdict.Waiting(
                    Reason.ReconciliationPaused,
                    "changes of %s are pending until spec.paused is false".formatted(names(outdated)));
        }
        if (outdated.getLast() instanceof StatefulSet changed) {
            Verdict obstacle = tooMany(plan, changed, context)
                    .or(() -> gate.beforeApply(id, plan, changed, workers, pods.of(plan), context.getClient()))
                    .orElse(null);
            if (obstacle != null) {
                return obstacle;
            }
        }
        Verdict refused = applier.apply(id, plan, outdated, workers, context).orElse(null);
        if (refused == null && KafkaCredentials.areUnsettled(plan)) {
            return new Verdict.Waiting(Reason.WorkersStarting, "the workers are about to be created");
        }
        if (refused != null || outdated.stream().noneMatch(StatefulSet.class::isInstance)) {
            return refused;
        }
        if (workers == null) {
            return new Verdict.Waiting(Reason.WorkersStarting, "the workers are being created");
        }
        return wanted.verdict() == null
                ? new Verdict.Waiting(Reason.RollingUpdate, "the workers are being changed")
                : wanted.verdict();
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
            ClusterPlan plan, RolloutCoordinator.Wanted wanted, Context<ConnectCluster> context) {
        return Children.of(plan, wanted.workers()).stream()
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
