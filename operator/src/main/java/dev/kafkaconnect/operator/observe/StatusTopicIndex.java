package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.kafka.records.StatusKey;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.observe.polling.PollTimer;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the workers last wrote a state of each connector and task of one cluster to the status topic. Triggers polls of the observer,
 * and distinguishes the run started by a configuration change from the previous run, which Connect keeps reporting until it ends.
 * Written by the thread that consumes the status topic, read by reconciliations of Connectors.
 */
public final class StatusTopicIndex implements StatusListener {

    /** Longer than any wait for the end of a task. */
    private static final Duration ENDS_REMEMBERED = Duration.ofMinutes(30);

    private final Runnable wakeUp;
    private final Clock clock;
    private final Map<StatusKey, Instant> noted = new ConcurrentHashMap<>();

    /** Tasks whose last note says that they have ended; kept for a while after they were deleted. */
    private final Map<StatusKey, Instant> ended = new ConcurrentHashMap<>();

    private volatile @Nullable Instant listeningSince;
    private volatile Instant lastHeard = Instant.EPOCH;

    /** @param wakeUp run when something was noted */
    StatusTopicIndex(Runnable wakeUp, Clock clock) {
        this.wakeUp = wakeUp;
        this.clock = clock;
    }

    @Override
    public void onConnected() {
        listeningSince = clock.instant();
    }

    @Override
    public void onDisconnected() {
        listeningSince = null;
        noted.clear();
        ended.clear();
    }

    @Override
    public void onRecords(Set<StatusKey> now, Set<StatusKey> over, Set<StatusKey> forgotten) {
        Instant at = clock.instant();
        lastHeard = at;
        now.forEach(key -> noted.put(key, at));
        ended.keySet().removeAll(now);
        over.forEach(key -> ended.put(key, at));
        if (!forgotten.isEmpty()) {
            ended.values().removeIf(end -> end.isBefore(at.minus(ENDS_REMEMBERED)));
        }
        noted.keySet().removeAll(forgotten);
        wakeUp.run();
    }

    /** When anything was last noted, even what looks the same as before: a task that runs again. */
    public Instant lastHeard() {
        return lastHeard;
    }

    /** Tasks of the connector that have noted a state, and not yet that they have ended. */
    public Set<Integer> running(String connector) {
        return noted.keySet().stream()
                .filter(key -> key.connector().equals(connector) && key.task() != null && !ended.containsKey(key))
                .map(StatusKey::task)
                .collect(Collectors.toSet());
    }

    /**
     * Those of the tasks that have not noted their end. The worker that runs a task notes that, even after the leader has
     * deleted what was noted of the task before; the REST API does not report it.
     *
     * @param since from when on every note must have been heard
     * @return empty if some may have been missed
     */
    public Optional<Set<Integer>> notEnded(String connector, Set<Integer> tasks, Instant since) {
        Instant listening = listeningSince;
        return listening == null || listening.isAfter(since)
                ? Optional.empty()
                : Optional.of(tasks.stream()
                        .filter(task -> !ended.containsKey(new StatusKey(connector, task)))
                        .collect(Collectors.toSet()));
    }

    /**
     * @param since just before the change was sent
     * @param observed what was reported of the connector
     * @param asOf when it was asked for
     */
    public RestartEvidence evidence(String connector, ObservedConnector observed, Instant since, Instant asOf) {
        Instant listening = listeningSince;
        if (listening == null || listening.isAfter(since)) {
            return RestartEvidence.Unknown;
        }
        Instant read = asOf.minus(PollTimer.READ_BY_ALL);
        return keys(connector, observed)
                        .map(noted::get)
                        .allMatch(at -> at != null && !at.isBefore(since) && !at.isAfter(read))
                ? RestartEvidence.Confirmed
                : RestartEvidence.Missing;
    }

    /** A connector that has failed leaves its tasks as they are. */
    private static Stream<StatusKey> keys(String connector, ObservedConnector observed) {
        Stream<StatusKey> tasks = observed.state() == RunState.Failed
                ? Stream.of()
                : observed.tasks().stream().map(task -> new StatusKey(connector, task.id()));
        return Stream.concat(Stream.of(new StatusKey(connector, null)), tasks);
    }
}
