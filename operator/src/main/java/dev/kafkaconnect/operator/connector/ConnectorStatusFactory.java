package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.ConfigErrors;
import dev.kafkaconnect.api.connectorstatus.FailedTasks;
import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.api.connectorstatus.Tasks;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.ObservedConnector.Task;
import dev.kafkaconnect.operator.observe.RunState;
import dev.kafkaconnect.operator.status.Conditions;
import dev.kafkaconnect.operator.status.Fact;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the status of a Connector from the findings of one pass. Pure. */
final class ConnectorStatusFactory {

    /** A thousand failed tasks must not make a large object; the count tells the rest. */
    static final int FAILED_TASKS_LISTED = 10;

    static final int CONFIG_ERRORS_LISTED = 50;

    private ConnectorStatusFactory() {}

    static ConnectorStatus status(Connector connector, ConnectorFindings findings, Instant now) {
        ConnectorStatus status = new ConnectorStatus();
        Long generation = connector.getMetadata().getGeneration();
        List<Condition> before =
                connector.getStatus() == null ? null : connector.getStatus().getConditions();
        status.setObservedGeneration(generation);
        status.setConditions(Conditions.of(
                findings.verdict(), List.of(configFact(findings), tasksFact(findings)), before, generation, now));
        memory(status, findings);
        ObservedConnector observed = findings.observed();
        if (observed == null) {
            status.setState(findings.unreachable() ? "Unknown" : "Absent");
            return status;
        }
        status.setState(observed.state().name());
        status.setType(observed.type());
        status.setVersion(observed.version());
        status.setWorkerId(observed.workerId());
        status.setTasks(tasks(observed));
        status.setTasksReady("%d/%d"
                .formatted(observed.tasksIn(RunState.Running), observed.tasks().size()));
        status.setFailedTasks(failedTasks(observed));
        return status;
    }

    private static void memory(ConnectorStatus status, ConnectorFindings findings) {
        Memory memory = findings.memory();
        status.setRestartedAt(memory.chronicle().restartedAt());
        var soFar = memory.restarts();
        var restarts = new dev.kafkaconnect.api.connectorstatus.Restarts();
        restarts.setCount(soFar.count());
        restarts.setLastAt(text(soFar.lastAt()));
        restarts.setNextAt(text(soFar.nextAt()));
        status.setRestarts(restarts);
        OffsetsChange.Result changed = memory.chronicle().offsets();
        if (changed != null) {
            Offsets offsets = new Offsets();
            offsets.setId(changed.id());
            offsets.setResult(changed.done() ? "Done" : "Failed");
            offsets.setMessage(changed.message());
            offsets.setAt(changed.at());
            status.setOffsets(offsets);
        }
        Memory.Refusal refusal = memory.refusal();
        if (findings.refusal() != null && refusal != null && !refusal.errors().isEmpty()) {
            status.setConfigErrors(refusal.errors().stream()
                    .limit(CONFIG_ERRORS_LISTED)
                    .map(ConnectorStatusFactory::configError)
                    .toList());
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static ConfigErrors configError(Memory.KeyError error) {
        ConfigErrors entry = new ConfigErrors();
        entry.setKey(error.key());
        entry.setMessage(FailureText.shortened(error.message()));
        return entry;
    }

    private static Fact configFact(ConnectorFindings findings) {
        Verdict refusal = findings.refusal();
        if (refusal != null) {
            return Fact.no("ConfigValid", refusal.reason(), refusal.message());
        }
        DesiredConnector desired = findings.desired();
        ObservedConnector observed = findings.observed();
        return desired != null && observed != null && observed.config().equals(desired.config())
                ? Fact.yes("ConfigValid", Reason.Accepted, "the workers have taken the configuration")
                : Fact.unknown("ConfigValid", Reason.NotChecked, "the workers have not been asked about it yet");
    }

    private static Fact tasksFact(ConnectorFindings findings) {
        ObservedConnector observed = findings.observed();
        if (observed == null) {
            return Fact.unknown("TasksReady", findings.verdict().reason(), "no task was seen");
        }
        long running = observed.tasksIn(RunState.Running);
        int total = observed.tasks().size();
        String message = "%d of %d tasks run".formatted(running, total);
        if (findings.verdict() instanceof Verdict.Ready ready) {
            return Fact.yes("TasksReady", ready.reason(), message);
        }
        return observed.fullyRunning()
                ? Fact.yes("TasksReady", Reason.Running, message)
                : Fact.no("TasksReady", tasksReason(observed), message);
    }

    private static Reason tasksReason(ObservedConnector observed) {
        if (observed.tasksIn(RunState.Failed) > 0) {
            return Reason.TasksFailed;
        }
        if (observed.tasksIn(RunState.Unassigned) > 0) {
            return Reason.Unassigned;
        }
        return observed.tasks().isEmpty() ? Reason.NoTasks : Reason.Starting;
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
