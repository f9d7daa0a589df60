package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.workers.EarlierFailures;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.Outages;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshot;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rollouts of a cluster: makes of each pass the StatefulSet that is to be applied, so that the template, the number of
 * workers, the partition and the memory are always written as one. What it keeps itself may be lost: only a pause for the
 * group to settle begins again.
 */
public final class RolloutCoordinator {
    private static final Verdict CHANGED_JUST_NOW = new Verdict.Progressing(
            Reason.RollingUpdate,
            "a connector was changed just now; no worker is stopped until the change has settled");

    private final QuietPeriod quiet = new QuietPeriod();
    private final Outages outages = new Outages();
    private final EarlierFailures earlier = new EarlierFailures();
    private final ClusterId id;
    private final ManagedConnectors managed;
    private final UnaskedRollouts unasked;
    private final Clock clock;

    /** When all workers taken so far were first seen to be back, null when they are not. */
    private @Nullable Instant stillSince;

    /** @param unasked the turns that all clusters take */
    public RolloutCoordinator(ClusterId id, ManagedConnectors managed, UnaskedRollouts unasked, Clock clock) {
        this.id = id;
        this.managed = managed;
        this.unasked = unasked;
        this.clock = clock;
    }

    /** There are no workers: what was known of earlier ones does not concern the next. */
    public void reset() {
        stillSince = null;
        quiet.reset();
        outages.reset();
        earlier.reset();
        passTurn();
    }

    /** The step that was decided is not carried out, or the cluster is gone: others need not wait for it. */
    public void passTurn() {
        unasked.forget(id);
    }

    /** @param mode of the plan */
    public RolloutDecision advance(RolloutInputs inputs, WorkerMode.Distributed mode, RolloutInputs.Activity activity) {
        Instant now = clock.instant();
        ExactlyOnceSteps steps = ExactlyOnceSteps.of(
                inputs.actual(), inputs.pods(), inputs.plan().rollout().progressDeadline(), now);
        ExactlyOncePhase phase = steps.next(mode.exactlyOnce());
        StatefulSet wanted = WorkerSet.of(inputs.plan().withMode(new WorkerMode.Distributed(phase)));
        RolloutTarget target = RolloutTarget.of(inputs, wanted, phase != steps.template());
        if (target.found().memory() == null) {
            earlier.learn(activity.view());
        }
        RolloutDecision next = target.changes() ? change(target, activity, now) : step(target, activity, now);
        return next.withVerdict(remarked(next.verdict(), steps.remark(phase, mode.exactlyOnce())));
    }

    /** Another template or number of workers; no worker is replaced by this write. */
    private RolloutDecision change(RolloutTarget target, RolloutInputs.Activity activity, Instant now) {
        stillSince = null;
        ObservedStatefulSet found = target.found();
        int wanted = target.inputs().plan().replicas();
        boolean fewer = wanted < found.replicas();
        boolean later = !mayStop(fewer && found.anyReady(wanted), activity.last(), now);
        int replicas = later ? found.replicas() : wanted;
        return new RolloutDecision(
                target.at(replicas, RolloutPlanner.changing(found, replicas).partition()),
                later ? CHANGED_JUST_NOW : null,
                fewer && !later ? found.pod(found.replicas() - 1) : null);
    }

    private RolloutDecision step(RolloutTarget target, RolloutInputs.Activity activity, Instant now) {
        RolloutInputs inputs = target.inputs();
        ObservedStatefulSet found = target.found();
        Instant since = stillSince == null ? now : stillSince;
        stillSince = found.standsStill() ? since : null;
        RolloutStep step = new RolloutPlanner(
                        inputs.plan().rollout(),
                        expected(),
                        earlier.known(),
                        outages.of(found, inputs.pods(), now),
                        now)
                .next(found, activity.view(), stillSince);
        int next = found.highestOutdated();
        boolean takes = step.partition() < found.partition() && found.isReady(next);
        Verdict turn = unasked.turn(id, found, target.origin(), inputs.fleet(), step.verdict(), takes);
        if (turn != null) {
            return target.wait(turn);
        }
        return mayStop(takes, activity.changedAt(), now)
                ? target.after(step, takes ? found.pod(next) : null)
                : target.wait(CHANGED_JUST_NOW);
    }

    /** A standalone worker, which is replaced immediately when it is its turn. */
    public RolloutDecision alone(RolloutInputs inputs) {
        StatefulSet wanted = WorkerSet.of(inputs.plan());
        RolloutTarget target = RolloutTarget.of(inputs, wanted, false);
        ObservedStatefulSet found = target.found();
        int replicas = inputs.plan().replicas();
        boolean takes = found.isReady(0) && replicas > 0 && (target.differs() || found.isOutdated(0));
        Verdict turn = unasked.turn(id, found, target.origin(), inputs.fleet(), null, takes);
        StatefulSet next = turn == null ? wanted : WorkerSet.at(wanted, replicas, 1, null);
        return new RolloutDecision(target.marked(next), turn, null);
    }

    private RunningSnapshot.Expected expected() {
        return new RunningSnapshot.Expected() {
            @Override
            public boolean described(String connector) {
                return managed.describes(id, connector);
            }

            @Override
            public boolean mayBeIdle(String connector) {
                return managed.mayBeIdle(id, connector);
            }
        };
    }

    /** Whether nothing speaks against the step, which may be one that stops no worker. */
    private boolean mayStop(boolean stops, Instant lastActivity, Instant now) {
        if (!stops) {
            quiet.reset();
        }
        return !stops || quiet.isNow(lastActivity, now);
    }

    private static @Nullable Verdict remarked(@Nullable Verdict verdict, String remark) {
        if (remark.isEmpty()) {
            return verdict;
        }
        return switch (verdict) {
            case null -> new Verdict.Progressing(Reason.RollingUpdate, "the workers are being changed; " + remark);
            case Verdict.Progressing waiting ->
                new Verdict.Progressing(waiting.reason(), waiting.message() + "; " + remark);
            case Verdict.Awaiting missing -> new Verdict.Awaiting(missing.reason(), missing.message() + "; " + remark);
            case Verdict.Stalled stalled -> new Verdict.Stalled(stalled.reason(), stalled.message() + "; " + remark);
            default -> verdict;
        };
    }
}
