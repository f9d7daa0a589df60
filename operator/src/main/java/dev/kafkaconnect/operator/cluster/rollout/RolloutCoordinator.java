package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.workers.EarlierFailures;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.Outages;
import dev.kafkaconnect.operator.cluster.workers.RolloutAnnotation;
import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshot;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rollouts of all clusters: makes of each pass the StatefulSet that is to be applied, so that the template, the number of
 * workers, the partition and the memory are always written as one. What it keeps itself may be lost: only a pause for the
 * group to settle begins again.
 */
public final class RolloutCoordinator {
    private static final Verdict CHANGED_JUST_NOW = new Verdict.Waiting(
            Reason.RollingUpdate,
            "a connector was changed just now; no worker is stopped until the change has settled");

    private final Map<ClusterId, Instant> still = new ConcurrentHashMap<>();
    private final QuietPeriod quiet = new QuietPeriod();
    private final Outages outages = new Outages();
    private final EarlierFailures earlier = new EarlierFailures();
    private final ManagedConnectors managed;
    private final UnaskedRollouts unasked;
    private final Clock clock;

    /**
     * @param verdict what the rollout waits for, null when none is under way
     * @param taken the pod of the worker that will stop when this is applied, null when none will
     */
    public record Wanted(
            StatefulSet workers,
            @Nullable Verdict verdict,
            @Nullable String taken) {
        /** Without a rollout: there are no workers yet. */
        public static Wanted atOnce(ClusterPlan plan, long generation) {
            TemplateOrigin origin =
                    new TemplateOrigin(generation, false, plan.workerImage().byDefault());
            return new Wanted(WorkerSet.from(WorkerSet.of(plan), origin.text()), null, null);
        }
    }

    /**
     * @param view what runs on the workers
     * @param changedAt when a connector was changed last
     * @param changeSeen when one was last seen to be different, what follows from a change included
     */
    public record Group(ClusterView view, Instant changedAt, Instant changeSeen) {
        Instant lastActivity() {
            return changedAt.isAfter(changeSeen) ? changedAt : changeSeen;
        }
    }

    public RolloutCoordinator(ManagedConnectors managed, UnaskedRollouts unasked, Clock clock) {
        this.managed = managed;
        this.unasked = unasked;
        this.clock = clock;
    }

    public void forget(ClusterId id) {
        still.remove(id);
        quiet.forget(id);
        outages.forget(id);
        earlier.forget(id);
        unasked.forget(id);
    }

    /** The step that was decided is not carried out: others need not wait for it. */
    public void passTurn(ClusterId id) {
        unasked.forget(id);
    }

    /**
     * @param mode of the plan
     * @param fleet the generation of the plan, and what other clusters do
     * @param same whether applying a StatefulSet would change nothing
     */
    public Wanted advance(
            ClusterId id,
            ClusterPlan plan,
            WorkerMode.Distributed mode,
            StatefulSet actual,
            Collection<Pod> pods,
            Group group,
            UnaskedRollouts.Fleet fleet,
            Predicate<StatefulSet> same) {
        ExactlyOnceSteps steps =
                ExactlyOnceSteps.of(actual, pods, plan.rollout().progressDeadline(), clock.instant());
        ExactlyOncePhase phase = steps.next(mode.exactlyOnce());
        StatefulSet workers = WorkerSet.of(plan.withMode(new WorkerMode.Distributed(phase)));
        boolean asked = phase != steps.template();
        Wanted next = proceed(id, plan, workers, actual, pods, group, fleet, asked, same);
        return new Wanted(
                next.workers(), remarked(next.verdict(), steps.remark(phase, mode.exactlyOnce())), next.taken());
    }

    private Wanted proceed(
            ClusterId id,
            ClusterPlan plan,
            StatefulSet wanted,
            StatefulSet actual,
            Collection<Pod> pods,
            Group group,
            UnaskedRollouts.Fleet fleet,
            boolean asked,
            Predicate<StatefulSet> same) {
        ObservedStatefulSet found = ObservedStatefulSet.of(actual, pods);
        if (found.memory() == null) {
            earlier.learn(id, group.view());
        }
        StatefulSet unmarked =
                WorkerSet.at(wanted, found.replicas(), found.partition(), ObservedStatefulSet.annotation(actual));
        boolean differs = !same.test(WorkerSet.from(unmarked, TemplateOrigin.text(actual)));
        TemplateOrigin origin = UnaskedRollouts.origin(plan, found, actual, fleet, differs, asked);
        String mark = origin == null ? null : origin.text();
        StatefulSet asBefore = WorkerSet.from(unmarked, mark);
        Instant now = clock.instant();
        if (found.replicas() != plan.replicas() || differs) {
            still.remove(id);
            boolean fewer = plan.replicas() < found.replicas();
            boolean later = !mayStop(id, fewer && found.anyAlive(plan.replicas()), group.lastActivity(), now);
            int replicas = later ? found.replicas() : plan.replicas();
            RolloutStep step = RolloutPlanner.changing(found, replicas);
            return new Wanted(
                    WorkerSet.from(
                            WorkerSet.at(wanted, replicas, step.partition(), ObservedStatefulSet.annotation(actual)),
                            mark),
                    later ? CHANGED_JUST_NOW : null,
                    fewer && !later ? found.pod(found.replicas() - 1) : null);
        }
        if (found.standsStill()) {
            still.putIfAbsent(id, now);
        } else {
            still.remove(id);
        }
        RolloutStep step = new RolloutPlanner(
                        plan.rollout(), expected(id), earlier.of(id), outages.of(id, found, pods, now), now)
                .next(found, group.view(), still.get(id));
        int next = found.highestOutdated();
        boolean takes = step.partition() < found.partition() && found.isAlive(next);
        Verdict turn = unasked.turn(id, found, origin, fleet, step.verdict(), takes);
        if (turn != null) {
            return new Wanted(asBefore, turn, null);
        }
        if (!mayStop(id, takes, group.changedAt(), now)) {
            return new Wanted(asBefore, CHANGED_JUST_NOW, null);
        }
        RolloutState memory = step.memory();
        boolean kept = memory != null && memory.equals(found.memory());
        String annotation =
                memory == null ? null : kept ? ObservedStatefulSet.annotation(actual) : RolloutAnnotation.text(memory);
        boolean over = memory == null && step.verdict() == null;
        return new Wanted(
                WorkerSet.from(
                        WorkerSet.at(wanted, found.replicas(), step.partition(), annotation),
                        origin == null ? null : (over ? origin.settled() : origin).text()),
                step.verdict(),
                takes ? found.pod(next) : null);
    }

    /** A standalone worker, which is replaced immediately when it is its turn. */
    public Wanted alone(
            ClusterId id,
            ClusterPlan plan,
            StatefulSet actual,
            Collection<Pod> pods,
            UnaskedRollouts.Fleet fleet,
            Predicate<StatefulSet> same) {
        ObservedStatefulSet found = ObservedStatefulSet.of(actual, pods);
        StatefulSet wanted = WorkerSet.of(plan);
        boolean differs = !same.test(WorkerSet.from(
                WorkerSet.at(wanted, found.replicas(), found.partition(), null), TemplateOrigin.text(actual)));
        TemplateOrigin origin = UnaskedRollouts.origin(plan, found, actual, fleet, differs, false);
        boolean takes = found.isAlive(0) && plan.replicas() > 0 && (differs || found.isOutdated(0));
        Verdict turn = unasked.turn(id, found, origin, fleet, null, takes);
        StatefulSet next = turn == null ? wanted : WorkerSet.at(wanted, plan.replicas(), 1, null);
        return new Wanted(WorkerSet.from(next, origin == null ? null : origin.text()), turn, null);
    }

    private RunningSnapshot.Expected expected(ClusterId id) {
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
    private boolean mayStop(ClusterId id, boolean stops, Instant lastActivity, Instant now) {
        if (!stops) {
            quiet.forget(id);
        }
        return !stops || quiet.isNow(id, lastActivity, now);
    }

    private static @Nullable Verdict remarked(@Nullable Verdict verdict, String remark) {
        if (remark.isEmpty()) {
            return verdict;
        }
        return switch (verdict) {
            case null -> new Verdict.Waiting(Reason.RollingUpdate, "the workers are being changed; " + remark);
            case Verdict.Waiting waiting -> new Verdict.Waiting(waiting.reason(), waiting.message() + "; " + remark);
            case Verdict.Stalled stalled -> new Verdict.Stalled(stalled.reason(), stalled.message() + "; " + remark);
            default -> verdict;
        };
    }
}
