package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.connector.plan.IdleTime;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Restarts;
import dev.kafkaconnect.operator.connector.refusal.FailureText;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector.Task;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a connector that the workers were asked about does what its spec says. Pure. */
final class ConnectorVerdict {

    /** For how long, about, Connect goes on reporting the run that a change ends. */
    static final Duration OLD_RUN_REPORTED = Duration.ofSeconds(1);

    /** Maximum time to wait for evidence of the new run. */
    static final Duration NEW_RUN_AWAITED = Duration.ofSeconds(30);

    private ConnectorVerdict() {}

    static Verdict of(DesiredConnector desired, Observation look, ReconcileState memory) {
        ObservedConnector observed = look.observed();
        if (observed == null) {
            return new Verdict.Progressing(
                    Reason.Starting, "the workers have accepted the connector and have not started it yet");
        }
        if (mayBeTheOldRun(look, memory.writes().changed())) {
            return new Verdict.Progressing(
                    Reason.Updating,
                    memory.writes().sent() == null
                            ? "the connector and its tasks are being restarted"
                            : "the changed configuration is being applied");
        }
        if (look.outcomeIsAwaited(memory)) {
            return restarted(observed, memory.restarts());
        }
        return switch (desired.state()) {
            case Running -> withRestarts(running(look, observed, memory), desired.restartPolicy(), memory.restarts());
            case Paused ->
                withRestarts(
                        resting(observed, RunState.Paused, Reason.Paused, "pausing", "paused"),
                        desired.restartPolicy(),
                        memory.restarts());
            case Stopped ->
                observed.tasks().isEmpty()
                        ? resting(observed, RunState.Stopped, Reason.Stopped, "stopping", "stopped")
                        : new Verdict.Progressing(Reason.Updating, "stopping: its tasks are ending");
        };
    }

    private static boolean mayBeTheOldRun(Observation look, @Nullable Instant changed) {
        return changed != null && look.asOf().isBefore(oldRunEnds(look, changed));
    }

    private static Instant oldRunEnds(Observation look, Instant changed) {
        return switch (look.evidence()) {
            case Confirmed -> changed;
            case Missing -> look.endOfWait(changed, NEW_RUN_AWAITED);
            case Unknown -> changed.plus(OLD_RUN_REPORTED);
        };
    }

    /** From when on a look that shows the same leads to another verdict; null when time alone changes nothing. */
    static @Nullable Instant lapses(Observation look, ReconcileState memory) {
        Instant changed = memory.writes().changed();
        if (changed != null && mayBeTheOldRun(look, changed)) {
            return oldRunEnds(look, changed);
        }
        if (look.outcomeIsAwaited(memory)) {
            return memory.restarts().awaitedUntil();
        }
        return look.observed() == null || !look.observed().idle() || IdleTime.isOver(look, memory)
                ? null
                : IdleTime.end(look, memory);
    }

    /** What had failed was restarted automatically, and what has become of it was not seen yet. */
    static Verdict restarted(ObservedConnector observed, Restarts restarts) {
        Verdict failure = failure(observed).orElseThrow();
        return new Verdict.Progressing(
                failure.reason(),
                "%s; restart %d has just been performed".formatted(failure.message(), restarts.count()));
    }

    /** A failure that is about to be followed by a restart is not the end of the matter. */
    private static Verdict withRestarts(Verdict verdict, RestartPolicy policy, Restarts restarts) {
        boolean failed = verdict.reason() == Reason.ConnectorFailed || verdict.reason() == Reason.TasksFailed;
        if (!failed) {
            return verdict;
        }
        if (restarts.nextAt() != null) {
            return new Verdict.Progressing(
                    verdict.reason(),
                    "%s; restart %d is due at %s"
                            .formatted(verdict.message(), restarts.count() + 1, restarts.nextAt()));
        }
        return policy.enabled() && policy.exhausted(restarts.count())
                ? new Verdict.Stalled(
                        Reason.RestartsExhausted,
                        "%s; restarted %d times, the limit of spec.autoRestart.maxRestarts. Fix the cause, then set the annotation %s to a new value"
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

    private static Verdict running(Observation look, ObservedConnector observed, ReconcileState memory) {
        Optional<Verdict> failure = failure(observed);
        if (failure.isPresent()) {
            return failure.get();
        }
        Optional<Verdict> misplaced = unassigned(observed).or(() -> unverified(observed));
        if (misplaced.isPresent()) {
            return misplaced.get();
        }
        List<Task> tasks = observed.tasks();
        long running = observed.tasksIn(RunState.Running);
        if (observed.state() != RunState.Running || running < tasks.size()) {
            return new Verdict.Progressing(
                    Reason.Starting, "%d of %d tasks are running".formatted(running, tasks.size()));
        }
        if (tasks.isEmpty()) {
            return IdleTime.isOver(look, memory)
                    ? new Verdict.Ready(
                            Reason.NoTasks,
                            "the connector is running but has created no tasks, so it has nothing to do; tasks that it creates later are picked up automatically")
                    : new Verdict.Progressing(
                            Reason.NoTasks, "the connector is running but has not created a task yet");
        }
        return new Verdict.Ready(
                Reason.Running,
                "the connector is running with %d task%s".formatted(tasks.size(), tasks.size() == 1 ? "" : "s"));
    }

    private static Optional<Verdict> unassigned(ObservedConnector observed) {
        if (observed.state() == RunState.Unassigned) {
            return Optional.of(new Verdict.Progressing(
                    Reason.Unassigned,
                    "no ready worker runs the connector; waiting for a rebalance to assign it to another"));
        }
        long unassigned = observed.tasks().stream()
                .filter(task -> task.state() == RunState.Unassigned && task.workerId() != null)
                .count();
        return unassigned == 0
                ? Optional.empty()
                : Optional.of(new Verdict.Progressing(
                        Reason.Unassigned,
                        "%d of %d tasks are not on a ready worker; waiting for a rebalance to assign them to another"
                                .formatted(unassigned, observed.tasks().size())));
    }

    /** What is on a worker that is not ready runs or does not, and no other worker takes it for as long as it is in the group. */
    private static Optional<Verdict> unverified(ObservedConnector observed) {
        SortedSet<String> workers = new TreeSet<>();
        if (observed.state() == RunState.Unverified) {
            workers.add(String.valueOf(observed.workerId()));
        }
        observed.tasks().stream()
                .filter(task -> task.state() == RunState.Unverified)
                .forEach(task -> workers.add(String.valueOf(task.workerId())));
        String what = observed.tasksIn(RunState.Unverified) == 0
                ? "the connector is"
                : "%d of %d tasks are"
                        .formatted(
                                observed.tasksIn(RunState.Unverified),
                                observed.tasks().size());
        return workers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Unknown(
                        Reason.WorkerNotReady,
                        "%s on a worker that is not ready, so whether that runs is not known: %s; see the pod of that worker"
                                .formatted(what, String.join(", ", workers))));
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
            return new Verdict.Progressing(
                    Reason.Unassigned, "not all tasks are assigned to a ready worker; waiting for a rebalance");
        }
        Optional<Verdict> unverified = unverified(observed);
        if (unverified.isPresent()) {
            return unverified.get();
        }
        return new Verdict.Progressing(
                Reason.Updating,
                "%s: %d of %d tasks are there"
                        .formatted(onTheWay, resting, observed.tasks().size()));
    }
}
