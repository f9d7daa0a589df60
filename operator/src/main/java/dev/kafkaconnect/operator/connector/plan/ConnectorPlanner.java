package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Phase;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.values.ValuesMount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where every rule of what to do about a connector lives: from what is wanted, what was seen and what was just done to a
 * list of steps. Pure, and tested as a table. Called by {@code ConnectorReconciliation} for connectors whose cluster answers.
 */
public final class ConnectorPlanner {

    /** A connector that was just created has no status yet, and is therefore not seen, for about this long at most. */
    static final Duration UNSEEN_AFTER_CREATION = Duration.ofSeconds(30);

    /** A pause, resume or stop that does not show is asked for again after this long. */
    static final Duration TRANSITION_PATIENCE = Duration.ofSeconds(10);

    static final Duration NEXT_LOOK = Duration.ofMillis(300);

    private ConnectorPlanner() {}

    public static Decision decide(DesiredConnector desired, Observation look, ReconcileState memory, Instant now) {
        Set<String> drift = Drift.keys(desired, look, memory);
        return new Decision(drift, steps(desired, look, memory, !drift.isEmpty(), now));
    }

    private static List<Step> steps(
            DesiredConnector desired, Observation look, ReconcileState memory, boolean drifted, Instant now) {
        if (look.isOutdated(memory)
                || memory.writes().failures().holdBack(memory.writes().last(), now)) {
            return nextLook(now);
        }
        boolean refused = desired.referenced().missing() != null
                || memory.refuses(desired.config(), now)
                || drifted && memory.driftGuard().tooMany(now);
        ObservedConnector observed = look.observed();
        if (observed == null) {
            return refused ? List.of() : absent(desired, look.asOf(), memory, now);
        }
        List<Step> changes = changes(desired, observed, memory, refused, now);
        return changes.isEmpty() ? unchanged(desired, observed, memory, now) : changes;
    }

    private static List<Step> nextLook(Instant now) {
        return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
    }

    /** What brings its configuration and its state to what is wanted. */
    private static List<Step> changes(
            DesiredConnector desired, ObservedConnector observed, ReconcileState memory, boolean refused, Instant now) {
        TargetState target = target(desired, memory.offsets().phase(desired.offsets()), observed);
        List<Step> transition = refused && refersToValues(observed) && target == TargetState.Running
                ? List.of()
                : transition(target, observed, memory, now);
        List<Step> put =
                refused || observed.config().equals(desired.config()) ? List.of() : List.of(new Step.PutConfig());
        if (!put.isEmpty() && restsWithTasks(target, observed)) {
            List<Step> end = endOfOldTasks(observed, memory, now);
            if (!end.isEmpty()) {
                return end;
            }
        }
        // A connector that is to rest must not run the new configuration first, one that is to run must not run the old
        // one.
        return transition.contains(new Step.Resume()) ? inOrder(put, transition) : inOrder(transition, put);
    }

    private static List<Step> inOrder(List<Step> first, List<Step> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** What else is to be done about a connector that is as it should be. */
    private static List<Step> unchanged(
            DesiredConnector desired, ObservedConnector observed, ReconcileState memory, Instant now) {
        boolean rests = observed.target() == RunState.Stopped;
        return switch (memory.offsets().phase(desired.offsets())) {
            case Begun -> rests && observed.tasks().isEmpty() ? List.of(new Step.ChangeOffsets()) : nextLook(now);
            case NotStored -> nextLook(now);
            case Undecided -> rests ? List.of() : restart(desired, observed, memory, now);
            case Settled -> restart(desired, observed, memory, now);
        };
    }

    /** Nothing wakes between a change of offsets and the moment when it is stored that the change was made. */
    private static TargetState target(DesiredConnector desired, Phase phase, ObservedConnector observed) {
        return switch (phase) {
            case Begun, NotStored -> TargetState.Stopped;
            case Undecided -> observed.target() == RunState.Stopped ? TargetState.Stopped : desired.state();
            case Settled -> desired.state();
        };
    }

    /** What rests is not woken with references to values that may be gone; the next configuration refers to those there are. */
    private static boolean refersToValues(ObservedConnector observed) {
        return !ValuesMount.filesIn(observed.config()).isEmpty();
    }

    private static boolean restsWithTasks(TargetState target, ObservedConnector observed) {
        boolean rests = target == TargetState.Paused
                || observed.target() == RunState.Paused
                || observed.target() == RunState.Stopped;
        return rests && target != TargetState.Stopped && !observed.tasks().isEmpty();
    }

    /**
     * A connector that is resumed resumes the tasks that it has, and gives them the new configuration after that. Only a stop
     * ends them, so that none of them writes by the old one.
     */
    private static List<Step> endOfOldTasks(ObservedConnector observed, ReconcileState memory, Instant now) {
        Step stop = new Step.Stop();
        if (isUnderWay(List.of(stop), memory, now)) {
            return nextLook(now);
        }
        return observed.target() == RunState.Stopped ? List.of() : List.of(stop);
    }

    private static List<Step> restart(
            DesiredConnector desired, ObservedConnector observed, ReconcileState memory, Instant now) {
        boolean asked = desired.restartedAt() != null
                && !desired.restartedAt().equals(memory.persisted().restartedAt());
        if (asked) {
            return List.of(new Step.Restart());
        }
        Instant due = memory.restarts().nextAt();
        if (!observed.failed() || due == null || desired.state() == TargetState.Stopped) {
            return List.of();
        }
        return List.of(now.isBefore(due) ? new Step.WaitUntil(due) : new Step.RestartFailed());
    }

    private static List<Step> absent(DesiredConnector desired, Instant asOf, ReconcileState memory, Instant now) {
        Phase phase = memory.offsets().phase(desired.offsets());
        if (phase == Phase.Undecided || phase == Phase.NotStored) {
            return nextLook(now);
        }
        ReconcileState.Creation created = memory.writes().created();
        // Once it was seen it is gone when it is not, unless the worker that answers lags behind.
        boolean mayShowYet = created != null
                && (created.seen()
                        ? asOf.isBefore(created.at().plus(Drift.SHOWN_EVERYWHERE))
                        : now.isBefore(created.at().plus(UNSEEN_AFTER_CREATION)));
        if (mayShowYet) {
            return nextLook(now);
        }
        if (created != null && created.wasThere()) {
            // Its status was lost. A configuration that is sent begins a new run, which notes one.
            Instant sent = memory.writes().changed();
            return sent != null && sent.isAfter(created.at()) ? nextLook(now) : List.of(new Step.PutConfig());
        }
        TargetState first = phase == Phase.Begun ? TargetState.Stopped : desired.state();
        return List.of(new Step.Create(
                switch (first) {
                    case Running -> InitialState.RUNNING;
                    case Paused -> InitialState.PAUSED;
                    case Stopped -> InitialState.STOPPED;
                }));
    }

    private static List<Step> transition(
            TargetState wanted, ObservedConnector observed, ReconcileState memory, Instant now) {
        List<Step> steps = switch (wanted) {
            case Running ->
                observed.target() == RunState.Paused || observed.target() == RunState.Stopped
                        ? List.of(new Step.Resume())
                        : List.of();
            case Paused ->
                switch (observed.target()) {
                    case Paused -> List.of();
                    // It does not take the pause to heart until it is restarted, which follows spec.autoRestart.
                    case Failed -> wasAskedFor(new Step.Pause(), memory) ? List.of() : List.of(new Step.Pause());
                    default -> List.of(new Step.Pause());
                };
            case Stopped -> observed.target() == RunState.Stopped ? List.of() : List.of(new Step.Stop());
        };
        return isUnderWay(steps, memory, now) ? nextLook(now) : steps;
    }

    private static boolean wasAskedFor(Step step, ReconcileState memory) {
        ReconcileState.Transition last = memory.writes().transition();
        return last != null && last.step().equals(step);
    }

    /** Whether one of them was asked for a moment ago. */
    private static boolean isUnderWay(List<Step> steps, ReconcileState memory, Instant now) {
        ReconcileState.Transition last = memory.writes().transition();
        return last != null
                && steps.contains(last.step())
                && now.isBefore(last.at().plus(TRANSITION_PATIENCE));
    }
}
