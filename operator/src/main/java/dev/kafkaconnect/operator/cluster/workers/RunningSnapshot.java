package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector.Task;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connectors that ran on living workers, each with those of its tasks that did. What had failed or was paused is not among
 * them: a rollout owes it nothing. Pure.
 */
public record RunningSnapshot(SortedMap<String, SortedSet<Integer>> connectors) {
    public static final RunningSnapshot NOTHING = new RunningSnapshot(new TreeMap<>());

    /** What Connectors ask for now. */
    public interface Expected {
        boolean described(String connector);

        /** Whether the connector is as it should be without a task. */
        boolean mayBeIdle(String connector);
    }

    /**
     * A connector, or a task of it, that has failed.
     *
     * @param task {@link #CONNECTOR} for the connector itself
     * @param worker its id in Connect
     */
    public record Failure(
            String connector,
            int task,
            @Nullable String worker,
            @Nullable String trace) {
        static final int CONNECTOR = -1;

        static Stream<Failure> in(String name, ObservedConnector connector) {
            Stream<Failure> itself = connector.state() == RunState.Failed
                    ? Stream.of(new Failure(name, CONNECTOR, connector.workerId(), connector.trace()))
                    : Stream.empty();
            return Stream.concat(
                    itself,
                    connector.tasks().stream()
                            .filter(task -> task.state() == RunState.Failed)
                            .map(task -> new Failure(name, task.id(), task.workerId(), task.trace())));
        }
    }

    public static RunningSnapshot in(Map<String, ObservedConnector> seen) {
        SortedMap<String, SortedSet<Integer>> running = new TreeMap<>();
        seen.forEach((name, connector) -> {
            if (connector.state() == RunState.Running) {
                running.put(
                        name,
                        connector.tasks().stream()
                                .filter(task -> task.state() == RunState.Running)
                                .map(Task::id)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        });
        return new RunningSnapshot(running);
    }

    public RunningSnapshot and(RunningSnapshot other) {
        SortedMap<String, SortedSet<Integer>> both = new TreeMap<>(connectors);
        other.connectors.forEach((name, tasks) -> both.merge(name, tasks, (one, two) -> {
            SortedSet<Integer> all = new TreeSet<>(one);
            all.addAll(two);
            return all;
        }));
        return new RunningSnapshot(both);
    }

    /**
     * What of it does not run now, in words. Connectors and tasks that were deleted, paused or stopped meanwhile are not
     * missed, nor tasks of a connector that has none to do any more.
     *
     * @param excused failures that are not the doing of the rollout
     */
    public List<String> missing(Map<String, ObservedConnector> seen, Expected expected, Predicate<Failure> excused) {
        List<String> missing = new ArrayList<>();
        connectors.forEach((name, tasks) -> {
            ObservedConnector now = seen.get(name);
            if (now == null) {
                if (expected.described(name)) {
                    missing.add("connector %s (gone)".formatted(name));
                }
            } else if (!rests(now) && !(now.idle() && expected.mayBeIdle(name))) {
                Set<Integer> forgiven =
                        Failure.in(name, now).filter(excused).map(Failure::task).collect(Collectors.toSet());
                missing.addAll(missing(name, tasks, now, forgiven));
            }
        });
        return missing;
    }

    private static boolean rests(ObservedConnector connector) {
        return connector.target() == RunState.Paused || connector.target() == RunState.Stopped;
    }

    private static List<String> missing(
            String name, SortedSet<Integer> tasks, ObservedConnector now, Set<Integer> forgiven) {
        if (forgiven.contains(Failure.CONNECTOR)) {
            return List.of();
        }
        if (now.state() != RunState.Running) {
            return List.of("connector %s (%s)".formatted(name, now.state()));
        }
        if (now.tasks().isEmpty() && !tasks.isEmpty()) {
            return List.of("the tasks of connector %s (none)".formatted(name));
        }
        return now.tasks().stream()
                .filter(task ->
                        tasks.contains(task.id()) && task.state() != RunState.Running && !forgiven.contains(task.id()))
                .map(task -> "task %d of connector %s (%s)".formatted(task.id(), name, task.state()))
                .toList();
    }
}
