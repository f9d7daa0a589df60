package dev.kafkaconnect.operator.observe.polling;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the worker that the observer of a cluster polls: any worker, until one lacks the status of a task and another worker has
 * it; then that one, for as long as it answers. Used by the thread of the observer only.
 *
 * <p>A worker that starts reads the partitions of the status topic in no particular order. The record of a deleted connector makes
 * it drop the status that it has already read for the tasks of a new connector with the same name, until these write a new one
 * (KafkaStatusBackingStore in Kafka 4.3). The worker that runs a task always has its status.
 */
public final class StatusSourceSelector {
    private static final Logger LOG = LoggerFactory.getLogger(StatusSourceSelector.class);

    /** A task that starts has no status for a moment. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A task can permanently lack a status on all workers. */
    private static final Backoff SEARCHES = new Backoff(PATIENCE, Duration.ofMinutes(1));

    static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(3);

    /** A worker without the status of so many tasks is not expected to have that of others. */
    private static final int IN_QUESTION = 20;

    private final ClusterId cluster;
    private final Supplier<ConnectApi> any;
    private final Supplier<Map<String, ConnectApi>> each;
    private final Clock clock;
    private final Map<Task, Instant> silentSince = new HashMap<>();
    private @Nullable String chosen;
    private Map<String, ConnectorListing> last = Map.of();
    private Set<Task> lookedFor = Set.of();
    private Duration rest = PATIENCE;
    private Instant next = Instant.MIN;
    private Instant earliest = Instant.MIN;

    /** What is asked of the selected worker. */
    public interface Poll {
        Map<String, ConnectorListing> of(ConnectApi worker) throws ConnectFault;
    }

    private record Task(String connector, int id) {
        boolean isNotedIn(Map<String, ConnectorListing> answer) {
            ConnectorListing listing = answer.get(connector);
            return listing != null && listing.notedTasks().contains(id);
        }
    }

    /**
     * @param any answered by any worker
     * @param each those that are alive, by their ids in Connect
     */
    public StatusSourceSelector(
            ClusterId cluster, Supplier<ConnectApi> any, Supplier<Map<String, ConnectApi>> each, Clock clock) {
        this.cluster = cluster;
        this.any = any;
        this.each = each;
        this.clock = clock;
    }

    /** @throws ConnectFault when not even any worker answers */
    public Map<String, ConnectorListing> ask(Poll poll) throws ConnectFault {
        Map<String, ConnectorListing> answer = first(poll);
        Set<Task> missed = missed(answer);
        if (isDue(missed)) {
            answer = ofWorkerThatKnowsMost(poll, missed, answer);
        }
        last = answer;
        return answer;
    }

    /**
     * Immediately for tasks that no worker was asked about, unless there was a search a moment ago: while connectors are made in bulk
     * there are new ones at every tick. Ever more rarely for those without a status on any worker.
     */
    private boolean isDue(Set<Task> missed) {
        Instant now = clock.instant();
        boolean unsearched = !lookedFor.containsAll(missed);
        boolean due = !missed.isEmpty() && !now.isBefore(unsearched ? earliest : next);
        if (due) {
            rest = SEARCHES.after(unsearched ? null : rest);
            next = now.plus(rest);
            earliest = now.plus(BETWEEN_SEARCHES);
        }
        if (due || missed.isEmpty()) {
            lookedFor = missed;
        }
        return due;
    }

    private Map<String, ConnectorListing> first(Poll poll) throws ConnectFault {
        ConnectApi statusSource = chosen == null ? null : each.get().get(chosen);
        Map<String, ConnectorListing> answer = statusSource == null ? null : answerOf(poll, chosen, statusSource);
        if (answer != null) {
            return answer;
        }
        if (chosen != null) {
            // Those that are left may know what only it has told so far.
            earliest = Instant.MIN;
            chosen = null;
        }
        return poll.of(any.get());
    }

    /** Null when it does not answer. */
    private @Nullable Map<String, ConnectorListing> answerOf(Poll poll, @Nullable String worker, ConnectApi api) {
        try {
            return poll.of(api);
        } catch (ConnectFault fault) {
            LOG.atDebug().addKeyValue("cluster", cluster).setCause(fault).log("{} does not answer", worker);
            return null;
        }
    }

    /** Each worker is asked for a few of the connectors in question, and one of them for all connectors in the end. */
    private Map<String, ConnectorListing> ofWorkerThatKnowsMost(
            Poll poll, Set<Task> missed, Map<String, ConnectorListing> first) {
        Set<String> inQuestion =
                missed.stream().map(Task::connector).limit(IN_QUESTION).collect(Collectors.toSet());
        Map<String, ConnectApi> workers = each.get();
        Optional<Map.Entry<String, Long>> most = known(workers, inQuestion, missed).entrySet().stream()
                .filter(worker -> worker.getValue() > 0)
                .max(Map.Entry.comparingByValue());
        if (most.isEmpty()) {
            return first;
        }
        String worker = most.get().getKey();
        Map<String, ConnectorListing> answer = answerOf(poll, worker, Objects.requireNonNull(workers.get(worker)));
        if (answer == null) {
            return first;
        }
        chosen = worker;
        LOG.atInfo()
                .addKeyValue("cluster", cluster)
                .log(
                        "{} is polled from now on: it knows the status of {} more tasks",
                        chosen,
                        most.get().getValue());
        return answer;
    }

    /** How many of the tasks each worker has heard of. */
    private Map<String, Long> known(Map<String, ConnectApi> workers, Set<String> inQuestion, Set<Task> missed) {
        Map<String, Long> known = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Long>> answers = new TreeMap<>();
            workers.forEach((id, api) -> answers.put(
                    id,
                    threads.submit(() -> inQuestion.stream()
                            .mapToLong(connector -> known(id, api, connector, missed))
                            .sum())));
            for (Map.Entry<String, Future<Long>> answer : answers.entrySet()) {
                known.put(answer.getKey(), answer.getValue().get());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a worker could not be reached", bug);
        }
        return known;
    }

    private long known(String worker, ConnectApi api, String connector, Set<Task> missed) {
        try {
            ConnectorListing.Status status = api.status(connector);
            return status == null
                    ? 0
                    : status.notedTasks().stream()
                            .filter(id -> missed.contains(new Task(connector, id)))
                            .count();
        } catch (ConnectFault fault) {
            LOG.atDebug().addKeyValue("cluster", cluster).setCause(fault).log("{} does not answer", worker);
            return 0;
        }
    }

    private Set<Task> missed(Map<String, ConnectorListing> answer) {
        Instant now = clock.instant();
        Set<Task> silent = new HashSet<>();
        answer.forEach(
                (connector, listing) -> listing.silentTasks().forEach(id -> silent.add(new Task(connector, id))));
        silentSince.keySet().retainAll(silent);
        silent.forEach(task -> silentSince.putIfAbsent(task, now));
        return silentSince.entrySet().stream()
                .filter(task -> task.getKey().isNotedIn(last)
                        || !now.isBefore(task.getValue().plus(PATIENCE)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
