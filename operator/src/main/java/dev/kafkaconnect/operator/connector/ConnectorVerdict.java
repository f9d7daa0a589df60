package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.ConnectorPass.Look;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.ObservedConnector.Task;
import dev.kafkaconnect.operator.observe.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a connector that the workers were asked about does what its spec says. Pure. */
final class ConnectorVerdict {

    /** For how long, about, Connect goes on reporting the run that a change ends. */
    static final Duration OLD_RUN_REPORTED = Duration.ofSeconds(1);

    /** For how long a new run is waited for that is not heard of. */
    static final Duration NEW_RUN_AWAITED = Duration.ofSeconds(30);

    private ConnectorVerdict() {}

    static Verdict of(DesiredConnector desired, Look look, Memory memory) {
        ObservedConnector observed = look.observed();
        if (observed == null) {
            return new Verdict.Waiting(
                    Reason.Starting, "the workers have accepted the connector and have not started it yet");
        }
        if (mayBeTheOldRun(look, memory.writes().changed())) {
            return new Verdict.Waiting(Reason.Updating, "the changed configuration is being taken up");
        }
        return switch (desired.state()) {
            case Running -> withRestarts(running(observed), desired.restartPolicy(), memory.restarts());
            case Paused ->
                withRestarts(
                        resting(observed, RunState.Paused, Reason.Paused, "pausing", "paused"),
                        desired.restartPolicy(),
                        memory.restarts());
            case Stopped ->
                observed.tasks().isEmpty()
                        ? resting(observed, RunState.Stopped, Reason.Stopped, "stopping", "stopped")
                        : new Verdict.Waiting(Reason.Updating, "stopping: its tasks are ending");
        };
    }

    private static boolean mayBeTheOldRun(Look look, @Nullable Instant changed) {
        Duration reported = switch (look.renewal()) {
            case Seen -> Duration.ZERO;
            case NotSeen -> NEW_RUN_AWAITED;
            case Unknown -> OLD_RUN_REPORTED;
        };
        return changed != null && look.asOf().isBefore(changed.plus(reported));
    }

    /** A failure that is about to be followed by a restart is not the end of the matter. */
    private static Verdict withRestarts(Verdict verdict, RestartPolicy policy, Restarts restarts) {
        boolean failed = verdict.reason() == Reason.ConnectorFailed || verdict.reason() == Reason.TasksFailed;
        if (!failed) {
            return verdict;
        }
        if (restarts.nextAt() != null) {
            return new Verdict.Waiting(
                    verdict.reason(),
                    "%s; restart %d is due at %s"
                            .formatted(verdict.message(), restarts.count() + 1, restarts.nextAt()));
        }
        return policy.enabled() && policy.exhausted(restarts.count())
                ? new Verdict.Stalled(
                        Reason.RestartsExhausted,
                        "%s; restarted %d times, as often as spec.autoRestart.maxRestarts allows. Mend the cause, then set the annotation %s to a new value"
                                .formatted(verdict.message(), restarts.count(), ConnectorParser.RESTARTED_AT))
                : verdict;
    }

    private static Optional<Verdict> failure(ObservedConnector observed) {
        if (observed.state() == RunState.Failed) {
            return Optional.of(new Verdict.Stalled(
                    Reason.ConnectorFailed, "the connector has failed: " + FailureText.of(observed.trace())));
        }
        return observed.tasks().stream()
                .filter(task -> task.state() == RunState.Failed)
                .findFirst()
                .map(first -> new Verdict.Stalled(
                        Reason.TasksFailed,
                        "%d of %d tasks have failed; task %d: %s"
                                .formatted(
                                        observed.tasksIn(RunState.Failed),
                                        observed.tasks().size(),
                                        first.id(),
                                        FailureText.of(first.trace()))));
    }

    private static Verdict running(ObservedConnector observed) {
        Optional<Verdict> failure = failure(observed);
        if (failure.isPresent()) {
            return failure.get();
        }
        List<Task> tasks = observed.tasks();
        long running = observed.tasksIn(RunState.Running);
        long unassigned = tasks.stream()
                .filter(task -> task.state() == RunState.Unassigned && task.workerId() != null)
                .count();
        if (observed.state() == RunState.Unassigned || unassigned > 0) {
            return new Verdict.Waiting(
                    Reason.Unassigned,
                    observed.state() == RunState.Unassigned
                            ? "no living worker runs the connector; the workers will assign it to another"
                            : "%d of %d tasks are on no living worker; the workers will assign them to another"
                                    .formatted(unassigned, tasks.size()));
        }
        if (observed.state() != RunState.Running || running < tasks.size()) {
            return new Verdict.Waiting(Reason.Starting, "%d of %d tasks run".formatted(running, tasks.size()));
        }
        return tasks.isEmpty()
                ? new Verdict.Waiting(Reason.NoTasks, "the connector runs but has not made a task yet")
                : new Verdict.Ready(
                        Reason.Running,
                        "the connector runs with %d task%s".formatted(tasks.size(), tasks.size() == 1 ? "" : "s"));
    }

    private static Verdict resting(
            ObservedConnector observed, RunState wanted, Reason reason, String onTheWay, String done) {
        long resting = observed.tasksIn(wanted);
        if (observed.state() == wanted && resting == observed.tasks().size()) {
            return new Verdict.Ready(reason, "the connector is %s, as spec.state says".formatted(done));
        }
        Optional<Verdict> failure = failure(observed);
        if (failure.isPresent()) {
            return failure.get();
        }
        if (observed.state() == RunState.Unassigned || observed.tasksIn(RunState.Unassigned) > 0) {
            return new Verdict.Waiting(
                    Reason.Unassigned, "no living worker holds all of the connector; the workers will assign it anew");
        }
        return new Verdict.Waiting(
                Reason.Updating,
                "%s: %d of %d tasks are there"
                        .formatted(onTheWay, resting, observed.tasks().size()));
    }
}
