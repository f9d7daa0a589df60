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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every rule of what to do about a connector lives: from what is wanted, what was seen and what was just done to a
 * list of steps. Pure, and tested as a table. Called by {@code ConnectorReconciler} for connectors whose cluster answers.
 */
public final class ConnectorPlanner {

    /** A connector that was just created has no status yet, and is therefore not seen, for about this long at most. */
    static final Duration UNSEEN_AFTER_CREATION = Duration.ofSeconds(30);

    /** A pause, resume or stop that does not show is asked for again after this long. */
    static final Duration TRANSITION_PATIENCE = Duration.ofSeconds(10);

    static final Duration NEXT_LOOK = Duration.ofMillis(300);

    private ConnectorPlanner() {}

    /** @param asOf when {@code observed} was asked for */
    public static List<Step> plan(
            DesiredConnector desired,
            @Nullable ObservedConnector observed,
            Instant asOf,
            ReconcileState memory,
            Instant now) {
        if (!asOf.isAfter(memory.writes().last()) || Drift.isNotShownYet(observed, asOf, memory)) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        if (memory.writes().failures().holdBack(memory.writes().last(), now)) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        boolean refused = desired.referenced().missing() != null
                || memory.refuses(desired.config(), now)
                || memory.driftGuard().tooMany(now)
                        && !Drift.keys(desired, observed, asOf, memory).isEmpty();
        Phase phase = memory.offsets().phase(desired.offsets());
        if (observed == null) {
            return absent(desired, phase, memory, refused, asOf, now);
        }
        TargetState target = target(desired, phase, observed);
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
        List<Step> steps = new ArrayList<>();
        // A connector that is to rest must not run the new configuration first, one that is to run must not run the old
        // one.
        boolean triggers = transition.contains(new Step.Resume());
        steps.addAll(triggers ? put : transition);
        steps.addAll(triggers ? transition : put);
        if (!steps.isEmpty()) {
            return steps;
        }
        boolean rests = observed.target() == RunState.Stopped;
        return switch (phase) {
            case Begun ->
                List.of(
                        rests && observed.tasks().isEmpty()
                                ? new Step.ChangeOffsets()
                                : new Step.WaitUntil(now.plus(NEXT_LOOK)));
            case NotStored -> List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
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
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
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

    private static List<Step> absent(
            DesiredConnector desired, Phase phase, ReconcileState memory, boolean refused, Instant asOf, Instant now) {
        if (refused) {
            return List.of();
        }
        if (phase == Phase.Undecided || phase == Phase.NotStored) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        ReconcileState.Creation created = memory.writes().created();
        // Once it was seen it is gone when it is not, unless the worker that answers lags behind.
        boolean mayShowYet = created != null
                && (created.seen()
                        ? asOf.isBefore(created.at().plus(Drift.SHOWN_EVERYWHERE))
                        : now.isBefore(created.at().plus(UNSEEN_AFTER_CREATION)));
        if (mayShowYet) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        if (created != null && created.wasThere()) {
            // Its status was lost. A configuration that is sent begins a new run, which notes one.
            Instant sent = memory.writes().changed();
            return List.of(
                    sent != null && sent.isAfter(created.at())
                            ? new Step.WaitUntil(now.plus(NEXT_LOOK))
                            : new Step.PutConfig());
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
        return isUnderWay(steps, memory, now) ? List.of(new Step.WaitUntil(now.plus(NEXT_LOOK))) : steps;
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
