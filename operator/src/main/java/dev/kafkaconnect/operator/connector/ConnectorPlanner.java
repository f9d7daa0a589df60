package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every rule of what to do about a connector lives: from what is wanted, what was seen and what was just done to a
 * list of steps. Pure, and tested as a table. Called by {@link ConnectorReconciler} for connectors whose cluster answers.
 */
final class ConnectorPlanner {

    /** A connector that was just created has no status yet, and is therefore not seen, for about this long at most. */
    static final Duration UNSEEN_AFTER_CREATION = Duration.ofSeconds(30);

    /** A pause, resume or stop that does not show is asked for again after this long. */
    static final Duration TRANSITION_PATIENCE = Duration.ofSeconds(10);

    static final Duration NEXT_LOOK = Duration.ofMillis(300);

    private ConnectorPlanner() {}

    /** @param asOf when {@code observed} was asked for */
    static List<Step> plan(
            DesiredConnector desired, @Nullable ObservedConnector observed, Instant asOf, Memory memory, Instant now) {
        if (!asOf.isAfter(memory.writes().last()) || Drift.isNotShownYet(observed, asOf, memory)) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        boolean refused = desired.referenced().missing() != null
                || memory.refuses(desired.config(), now)
                || memory.corrections().tooMany(now)
                        && !Drift.keys(desired, observed, asOf, memory).isEmpty();
        if (observed == null) {
            return absent(desired, memory, refused, asOf, now);
        }
        boolean changesOffsets = desired.changesOffsets(memory);
        TargetState target = changesOffsets ? TargetState.Stopped : desired.state();
        List<Step> transition = transition(target, observed, memory, now);
        List<Step> put =
                refused || observed.config().equals(desired.config()) ? List.of() : List.of(new Step.PutConfig());
        List<Step> steps = new ArrayList<>();
        // A connector that is to rest must not run the new configuration first, one that is to run must not run the old
        // one.
        boolean wakes = transition.contains(new Step.Resume());
        steps.addAll(wakes ? put : transition);
        steps.addAll(wakes ? transition : put);
        if (!steps.isEmpty()) {
            return steps;
        }
        if (changesOffsets) {
            boolean ended =
                    observed.target() == RunState.Stopped && observed.tasks().isEmpty();
            return List.of(ended ? new Step.ChangeOffsets() : new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        return restart(desired, observed, memory, now);
    }

    private static List<Step> restart(
            DesiredConnector desired, ObservedConnector observed, Memory memory, Instant now) {
        boolean asked = desired.restartedAt() != null
                && !desired.restartedAt().equals(memory.chronicle().restartedAt());
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
            DesiredConnector desired, Memory memory, boolean refused, Instant asOf, Instant now) {
        if (refused) {
            return List.of();
        }
        Memory.Creation created = memory.writes().created();
        // Once it was seen it is gone when it is not, unless the worker that answers lags behind.
        boolean mayShowYet = created != null
                && (created.seen()
                        ? asOf.isBefore(created.at().plus(Drift.SHOWN_EVERYWHERE))
                        : now.isBefore(created.at().plus(UNSEEN_AFTER_CREATION)));
        if (mayShowYet) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        TargetState first = desired.changesOffsets(memory) ? TargetState.Stopped : desired.state();
        return List.of(new Step.Create(
                switch (first) {
                    case Running -> InitialState.RUNNING;
                    case Paused -> InitialState.PAUSED;
                    case Stopped -> InitialState.STOPPED;
                }));
    }

    private static List<Step> transition(TargetState wanted, ObservedConnector observed, Memory memory, Instant now) {
        List<Step> steps = switch (wanted) {
            case Running ->
                observed.target() == RunState.Paused || observed.target() == RunState.Stopped
                        ? List.of(new Step.Resume())
                        : List.of();
            case Paused ->
                switch (observed.target()) {
                    case Paused -> List.of();
                    // A failed connector does not take the pause to heart until it is started anew.
                    case Failed -> List.of(new Step.Pause(), new Step.Restart());
                    default -> List.of(new Step.Pause());
                };
            case Stopped -> observed.target() == RunState.Stopped ? List.of() : List.of(new Step.Stop());
        };
        Memory.Transition last = memory.writes().transition();
        if (!steps.isEmpty()
                && last != null
                && steps.contains(last.step())
                && now.isBefore(last.at().plus(TRANSITION_PATIENCE))) {
            return List.of(new Step.WaitUntil(now.plus(NEXT_LOOK)));
        }
        return steps;
    }
}
