package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.ConfigErrors;
import dev.kafkaconnect.api.connectorstatus.DeadLetterQueue;
import dev.kafkaconnect.api.connectorstatus.FailedTasks;
import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.api.connectorstatus.Tasks;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.ReconcileStateFromStatus;
import dev.kafkaconnect.operator.connector.refusal.FailureText;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector.Task;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.ConditionDraft;
import dev.kafkaconnect.operator.status.Conditions;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the whole status of a Connector from the findings of one pass and the advice there is. Pure. */
public final class ConnectorStatusFactory {

    /** A thousand failed tasks must not make a large object; the count tells the rest. */
    static final int FAILED_TASKS_LISTED = 10;

    static final int CONFIG_ERRORS_LISTED = 50;

    private ConnectorStatusFactory() {}

    public static ConnectorStatus status(Connector connector, ConnectorFindings findings, Advice advice, Instant now) {
        ConnectorStatus status = new ConnectorStatus();
        Long generation = connector.getMetadata().getGeneration();
        List<Condition> before =
                connector.getStatus() == null ? null : connector.getStatus().getConditions();
        status.setObservedGeneration(generation);
        status.setConditions(Conditions.of(
                findings.verdict(), List.of(configFact(findings), tasksFact(findings)), before, generation, now));
        memory(status, connector, findings);
        advice(status, findings.desired(), advice);
        ObservedConnector observed = findings.observed();
        if (observed == null) {
            unseen(status, connector.getStatus(), findings);
        } else {
            seen(status, observed);
        }
        return status;
    }

    private static void seen(ConnectorStatus status, ObservedConnector observed) {
        status.setState(observed.state().name());
        status.setType(observed.type());
        status.setVersion(observed.version());
        status.setWorkerId(observed.workerId());
        status.setTasks(tasks(observed));
        status.setTasksReady("%d/%d"
                .formatted(observed.tasksIn(RunState.Running), observed.tasks().size()));
        status.setFailedTasks(failedTasks(observed));
    }

    private static void unseen(ConnectorStatus status, @Nullable ConnectorStatus before, ConnectorFindings findings) {
        status.setState(findings.unreachable() ? "Unknown" : "Absent");
        if (findings.verdict().reason() == Reason.RestUnreachable && before != null) {
            lastKnown(status, before);
        }
    }

    private static void advice(ConnectorStatus status, @Nullable DesiredConnector desired, Advice advice) {
        status.setAdvice(advice.sentences().isEmpty() ? null : advice.sentences());
        status.setTopics(advice.topics().block());
        status.setListedOffsets(
                advice.listing() == null ? null : advice.listing().block());
        if (desired != null && desired.deadLetterQueue() != null) {
            DeadLetterQueue queue = new DeadLetterQueue();
            queue.setTopic(desired.deadLetterQueue().topic().name());
            queue.setRecords(
                    advice.deadLetters() == null ? null : advice.deadLetters().records());
            status.setDeadLetterQueue(queue);
        }
    }

    /** The message says when it was seen. */
    private static void lastKnown(ConnectorStatus status, ConnectorStatus before) {
        status.setType(before.getType());
        status.setVersion(before.getVersion());
        status.setWorkerId(before.getWorkerId());
        status.setTasks(before.getTasks());
        status.setTasksReady(before.getTasksReady());
        status.setFailedTasks(before.getFailedTasks());
    }

    private static void memory(ConnectorStatus status, Connector connector, ConnectorFindings findings) {
        ReconcileState memory = findings.memory();
        status.setAdmittedBy(memory.persisted().admittedBy());
        status.setRestartedAt(memory.persisted().restartedAt());
        var soFar = memory.restarts();
        var restarts = new dev.kafkaconnect.api.connectorstatus.Restarts();
        restarts.setCount(soFar.count());
        restarts.setLastAt(text(soFar.lastAt()));
        restarts.setNextAt(text(soFar.nextAt()));
        status.setRestarts(restarts);
        status.setOffsets(offsets(memory.offsets(), connector.getSpec().getOffsets()));
        ReconcileState.Refusal refusal = memory.refusal();
        if (findings.refusal() != null && refusal != null && !refusal.errors().isEmpty()) {
            status.setConfigErrors(refusal.errors().stream()
                    .limit(CONFIG_ERRORS_LISTED)
                    .map(ConnectorStatusFactory::configError)
                    .toList());
        }
    }

    private static @Nullable Offsets offsets(
            OffsetsProgress progress, dev.kafkaconnect.api.connectorspec.@Nullable Offsets wanted) {
        OffsetsChange.Result changed = progress.last();
        Offsets offsets = new Offsets();
        if (progress.appearedAt() != null && wanted != null && wanted.getId() != null) {
            offsets.setId(wanted.getId());
            offsets.setResult(ReconcileStateFromStatus.PENDING);
            return offsets;
        }
        if (changed == null) {
            return null;
        }
        offsets.setId(changed.id());
        offsets.setResult(changed.done() ? "Done" : "Failed");
        offsets.setMessage(changed.message());
        offsets.setAt(changed.at());
        return offsets;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static ConfigErrors configError(ReconcileState.KeyError error) {
        ConfigErrors entry = new ConfigErrors();
        entry.setKey(error.key());
        entry.setMessage(FailureText.shortened(error.message()));
        return entry;
    }

    private static ConditionDraft configFact(ConnectorFindings findings) {
        Verdict refusal = findings.refusal();
        if (refusal != null) {
            return ConditionDraft.no("ConfigValid", refusal.reason(), refusal.message());
        }
        DesiredConnector desired = findings.desired();
        ObservedConnector observed = findings.observed();
        return desired != null && observed != null && observed.config().equals(desired.config())
                ? ConditionDraft.yes("ConfigValid", Reason.Accepted, "the workers have accepted the configuration")
                : ConditionDraft.unknown(
                        "ConfigValid", Reason.NotChecked, "the workers have not been asked about it yet");
    }

    private static ConditionDraft tasksFact(ConnectorFindings findings) {
        ObservedConnector observed = findings.observed();
        if (observed == null) {
            return ConditionDraft.unknown("TasksReady", findings.verdict().reason(), "no task was seen");
        }
        String message = "%d of %d tasks are running"
                .formatted(observed.tasksIn(RunState.Running), observed.tasks().size());
        if (findings.verdict() instanceof Verdict.Ready ready) {
            return ConditionDraft.yes("TasksReady", ready.reason(), message);
        }
        // Tasks may be as they should while the connector itself is not.
        TargetState wanted = findings.desired() == null
                ? TargetState.Running
                : findings.desired().state();
        Reason amiss = tasksReason(observed, wanted);
        if (amiss == Reason.WorkerNotReady) {
            return ConditionDraft.unknown("TasksReady", amiss, message);
        }
        return tasksAreAs(wanted, observed)
                ? ConditionDraft.yes("TasksReady", Reason.valueOf(wanted.name()), message)
                : ConditionDraft.no("TasksReady", amiss, message);
    }

    private static boolean tasksAreAs(TargetState wanted, ObservedConnector observed) {
        int total = observed.tasks().size();
        return switch (wanted) {
            case Running -> total > 0 && observed.tasksIn(RunState.Running) == total;
            case Paused -> total > 0 && observed.tasksIn(RunState.Paused) == total;
            case Stopped -> total == 0;
        };
    }

    private static Reason tasksReason(ObservedConnector observed, TargetState wanted) {
        if (observed.tasksIn(RunState.Failed) > 0) {
            return Reason.TasksFailed;
        }
        if (observed.tasksIn(RunState.Unassigned) > 0) {
            return Reason.Unassigned;
        }
        if (observed.tasksIn(RunState.Unverified) > 0) {
            return Reason.WorkerNotReady;
        }
        if (observed.tasks().isEmpty()) {
            return Reason.NoTasks;
        }
        return wanted == TargetState.Running ? Reason.Starting : Reason.Updating;
    }

    private static Tasks tasks(ObservedConnector observed) {
        Tasks tasks = new Tasks();
        tasks.setTotal(observed.tasks().size());
        tasks.setRunning((int) observed.tasksIn(RunState.Running));
        tasks.setFailed((int) observed.tasksIn(RunState.Failed));
        tasks.setUnassigned((int) observed.tasksIn(RunState.Unassigned));
        return tasks;
    }

    private static @Nullable List<FailedTasks> failedTasks(ObservedConnector observed) {
        List<FailedTasks> failed = observed.tasks().stream()
                .filter(task -> task.state() == RunState.Failed)
                .limit(FAILED_TASKS_LISTED)
                .map(ConnectorStatusFactory::failedTask)
                .toList();
        return failed.isEmpty() ? null : failed;
    }

    private static FailedTasks failedTask(Task task) {
        FailedTasks failed = new FailedTasks();
        failed.setId(task.id());
        failed.setWorkerId(task.workerId());
        failed.setMessage(FailureText.of(task.trace()));
        return failed;
    }
}
