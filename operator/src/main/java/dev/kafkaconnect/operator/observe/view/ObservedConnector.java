package dev.kafkaconnect.operator.observe.view;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One connector as it was seen in one tick, with every state checked against the living workers. Holds no time: two equal
 * observations mean that nothing happened; they trigger no reconciliation.
 *
 * @param target what Connect itself reports, before the check; tells a paused connector on a dead worker from a running one
 */
public record ObservedConnector(
        Map<String, String> config,
        @Nullable String type,
        @Nullable String version,
        RunState state,
        RunState target,
        @Nullable String workerId,
        @Nullable String trace,
        List<Task> tasks) {

    /** @param workerId null while no worker has told anything of it */
    public record Task(
            int id,
            RunState state,
            @Nullable String workerId,
            @Nullable String trace) {}

    public static ObservedConnector of(ConnectorListing listing, Liveness workers) {
        ConnectorListing.Info info = listing.info();
        ConnectorListing.Status status = listing.status();
        Map<String, String> config = info == null ? null : info.config();
        Part connector = status == null ? null : status.connector();
        List<Part> tasks = status == null || status.tasks() == null ? List.of() : status.tasks();
        RunState target = connector == null ? RunState.Unassigned : RunState.reported(connector.state());
        return new ObservedConnector(
                config == null ? Map.of() : config,
                status == null ? null : status.type(),
                connector == null ? null : connector.version(),
                connector == null ? RunState.Unassigned : verified(connector, workers),
                target,
                connector == null ? null : connector.workerId(),
                connector == null ? null : connector.trace(),
                Stream.concat(
                                tasks.stream()
                                        .map(task -> new Task(
                                                task.id(), verified(task, workers), task.workerId(), task.trace())),
                                listing.silentTasks().map(id -> new Task(id, RunState.Unassigned, null, null)))
                        .sorted(Comparator.comparingInt(Task::id))
                        .toList());
    }

    /**
     * Connect goes on reporting RUNNING for what was on a dead worker until the group notices (session time-out, then the
     * rebalance delay). A failure is kept: it is as failed on a dead worker as on a ready one. So is a stop: nothing runs.
     */
    private static RunState verified(Part part, Liveness workers) {
        return verified(RunState.reported(part.state()), part.workerId(), workers);
    }

    private static RunState verified(RunState reported, @Nullable String worker, Liveness workers) {
        if (reported == RunState.Failed || reported == RunState.Stopped) {
            return reported;
        }
        return worker == null ? RunState.Unassigned : workers.verified(reported, worker);
    }

    /** The same observation when only these workers are left. */
    public ObservedConnector on(Liveness workers) {
        return new ObservedConnector(
                config,
                type,
                version,
                verified(state, workerId, workers),
                target,
                workerId,
                trace,
                tasks.stream()
                        .map(task -> new Task(
                                task.id(),
                                verified(task.state(), task.workerId(), workers),
                                task.workerId(),
                                task.trace()))
                        .toList());
    }

    /** The same without what must not be seen in what the workers say. */
    public ObservedConnector redacted(UnaryOperator<String> redactor) {
        return new ObservedConnector(
                config,
                type,
                version,
                state,
                target,
                workerId,
                redacted(trace, redactor),
                tasks.stream()
                        .map(task ->
                                new Task(task.id(), task.state(), task.workerId(), redacted(task.trace(), redactor)))
                        .toList());
    }

    private static @Nullable String redacted(@Nullable String trace, UnaryOperator<String> redactor) {
        return trace == null ? null : redactor.apply(trace);
    }

    public long tasksIn(RunState wanted) {
        return tasks.stream().filter(task -> task.state() == wanted).count();
    }

    /** Whether the connector itself or any of its tasks has failed. */
    public boolean failed() {
        return state == RunState.Failed || tasksIn(RunState.Failed) > 0;
    }

    /** Whether it runs and has made no task. */
    public boolean idle() {
        return state == RunState.Running && tasks.isEmpty();
    }

    /** Whether it runs, has tasks, and all of them run. */
    public boolean fullyRunning() {
        return state == RunState.Running && !tasks.isEmpty() && tasksIn(RunState.Running) == tasks.size();
    }
}
