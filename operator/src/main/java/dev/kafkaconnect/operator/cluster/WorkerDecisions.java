package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.diagnosis.PodGate;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ImageContract;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.rollout.RenewedTemplate;
import dev.kafkaconnect.operator.cluster.rollout.RolloutCoordinator;
import dev.kafkaconnect.operator.cluster.rollout.RolloutDecision;
import dev.kafkaconnect.operator.cluster.rollout.RolloutInputs;
import dev.kafkaconnect.operator.cluster.rollout.UnaskedRollouts;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/**
 * The fourth stage of a pass: which StatefulSet is to be applied, so which worker is replaced next. {@link RolloutCoordinator}
 * decides; this reads what it decides from, and holds a step back whose worker could not come back. Changes nothing in Kubernetes but
 * the pod by which plug-ins are tried.
 * Called by {@link ManagedCluster} when nothing stands in the way.
 */
record WorkerDecisions(
        RolloutCoordinator rollouts,
        ChildApplier applier,
        WorkerSessions sessions,
        ClusterPods pods,
        PodGate gate,
        Clock clock) {

    RolloutDecision next(Prepared prepared, Context<ConnectCluster> context) {
        ClusterPlan plan = prepared.plan();
        StatefulSet workers = prepared.known().workers();
        UnaskedRollouts.Fleet fleet = UnaskedRollouts.Fleet.around(
                context.getPrimaryResource(),
                allWorkers(context),
                clock.instant().minus(plan.rollout().progressDeadline()));
        if (workers == null) {
            rollouts.reset();
            return RolloutDecision.atOnce(plan, fleet.generation());
        }
        Predicate<StatefulSet> same = one -> applier.matches(workers, WorkerSet.asWritten(plan, one), context);
        RolloutInputs inputs = new RolloutInputs(plan, workers, pods.of(plan), fleet, same);
        RolloutDecision decision = switch (plan.mode()) {
            case WorkerMode.Standalone standalone -> rollouts.alone(inputs);
            case WorkerMode.Distributed mode -> inGroup(prepared, mode, inputs, context);
        };
        return tried(prepared, decision, workers, context).asWritten(plan);
    }

    /** The same, or no worker taken before its plug-ins have been downloaded on trial. */
    private RolloutDecision tried(
            Prepared prepared, RolloutDecision next, StatefulSet workers, Context<ConnectCluster> context) {
        if (prepared.known().paused()) {
            return next;
        }
        RolloutDecision tried = gate.tried(prepared.plan(), next, workers, context.getClient());
        if (tried.taken() == null && next.taken() != null) {
            rollouts.passTurn();
        }
        return tried;
    }

    private RolloutDecision inGroup(
            Prepared prepared, WorkerMode.Distributed mode, RolloutInputs inputs, Context<ConnectCluster> context) {
        ClusterPlan plan = inputs.plan();
        StatefulSet workers = inputs.actual();
        ClusterSession session = sessions.open(plan, prepared.rest());
        RolloutInputs.Activity activity = new RolloutInputs.Activity(
                session.observer().view(), session.changes().last(), session.lastActivity());
        RolloutDecision step = rollouts.advance(inputs, mode, activity);
        boolean renewed = applier.renewsTemplate(workers, WorkerSet.asWritten(plan, step.workers()), context);
        RolloutDecision next = renewed ? RenewedTemplate.instead(step, workers, inputs.same()) : step;
        RolloutDecision held =
                gate.held(plan, withKnownImage(inputs, next, session), workers, pods.of(plan), context.getClient());
        if (held.taken() == null && next.taken() != null) {
            rollouts.passTurn();
        }
        return held;
    }

    /** The same, or no worker taken where its image is too old. A worker that does not answer now holds nothing back. */
    private RolloutDecision withKnownImage(RolloutInputs inputs, RolloutDecision next, ClusterSession session) {
        Integer replicas = inputs.actual().getSpec().getReplicas();
        boolean replaces =
                next.taken() != null && replicas.equals(next.workers().getSpec().getReplicas());
        if (!replaces || !ImageContract.isKnown(inputs.plan(), pods.of(inputs.plan()))) {
            return next;
        }
        try {
            return ImageContract.obstacle(inputs.plan(), session.api().worker().contract())
                    .map(verdict -> next.halted(inputs.actual(), verdict))
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
}
