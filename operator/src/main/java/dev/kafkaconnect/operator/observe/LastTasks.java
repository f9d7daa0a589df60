package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a connector had when it was stopped or deleted. Workers answer such a request before the last task has
 * ended, and from then on tell nothing of it. Used by the deletion of a Connector, which
 * waits for them.
 *
 * @param connector its name in Connect
 * @param asked just before the request
 * @param workers id of the worker by task; empty where it is not known
 * @param source whether the workers close the producer of a task that does not end in time, so that it writes no more
 * @param unseen whether there may be tasks of which nothing is known: they are waited for as long as workers wait for a task
 */
public record LastTasks(String connector, Instant asked, Map<Integer, String> workers, boolean source, boolean unseen) {
    /** For the group to agree on the change, and for the notes of the workers to arrive. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Set<RunState> OVER = Set.of(RunState.Failed, RunState.Unassigned, RunState.Stopped);

    static LastTasks of(String connector, ClusterSession session, Instant now) {
        ObservedConnector seen = session.observer().view() instanceof ClusterView.Seen view
                ? view.connectors().get(connector)
                : null;
        Map<Integer, String> workers = new TreeMap<>();
        // What began after the last look has been noted since.
        session.topicIndex().running(connector).forEach(task -> workers.put(task, ""));
        if (seen != null) {
            seen.tasks().forEach(task -> {
                if (!OVER.contains(task.state())) {
                    workers.put(task.id(), worker(task.workerId()));
                } else if (task.state() == RunState.Unassigned && task.workerId() != null) {
                    // Its worker has died, and notes nothing any more.
                    workers.remove(task.id());
                }
            });
        }
        return new LastTasks(connector, now, workers, seen != null && "source".equals(seen.type()), false);
    }

    /** The request was perhaps made before, by an operator that knew them. */
    public LastTasks orUnseen() {
        return new LastTasks(connector, asked, workers, source, workers.isEmpty());
    }

    private static String worker(@Nullable String id) {
        return id == null ? "" : id;
    }

    /** Those of an earlier look as well: the workers may have carried out a request that seemed to fail. */
    public LastTasks and(@Nullable LastTasks earlier) {
        if (earlier == null) {
            return this;
        }
        Map<Integer, String> all = new TreeMap<>(earlier.workers());
        all.putAll(workers);
        return new LastTasks(connector, asked, all, source || earlier.source(), unseen || earlier.unseen());
    }

    /** What can still write; empty when nothing can. */
    Optional<String> running(ClusterSession session, Instant now) {
        Set<String> members = session.members().get().keySet();
        Instant end = asked.plus(session.taskGrace().get()).plus(MARGIN);
        boolean late = now.isAfter(end);
        if (workers.isEmpty()) {
            return unseen && !late && members.size() > 1
                    ? Optional.of("its tasks may not have ended yet; they are waited for until %s".formatted(end))
                    : Optional.empty();
        }
        Optional<Set<Integer>> notEnded = session.topicIndex().notEnded(connector, workers.keySet(), asked);
        if (late && (source || notEnded.isEmpty()) || notEnded.isEmpty() && members.size() < 2) {
            // A worker on its own ends the tasks before it says that the connector is gone.
            return Optional.empty();
        }
        Set<Integer> left = notEnded.orElse(workers.keySet());
        return workers.entrySet().stream()
                .filter(task -> left.contains(task.getKey()))
                .filter(task -> task.getValue().isEmpty() || members.contains(task.getValue()))
                .findFirst()
                .map(task -> "task %d%s has not ended yet"
                        .formatted(task.getKey(), task.getValue().isEmpty() ? "" : " on worker " + task.getValue()));
    }
}
