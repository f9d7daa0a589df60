package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.kafka.records.StatusKey;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.kafka.records.StatusNote;
import dev.kafkaconnect.operator.observe.polling.PollTimer;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

    private final Consumer<Set<String>> wakeUp;
    private final Clock clock;
    private final Map<StatusKey, Noted> noted = new ConcurrentHashMap<>();

    /** Tasks whose last note says that they have ended; kept for a while after they were deleted. */
    private final Map<StatusKey, Instant> ended = new ConcurrentHashMap<>();

    /** @param running whether the note says so */
    private record Noted(Instant at, boolean running) {}

    private volatile @Nullable Instant listeningSince;
    private volatile Instant lastHeard = Instant.EPOCH;

    /** @param wakeUp told the connectors of which something was noted */
    StatusTopicIndex(Consumer<Set<String>> wakeUp, Clock clock) {
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
    public void onRecords(List<StatusNote> notes) {
        Instant at = clock.instant();
        lastHeard = at;
        notes.forEach(note -> hear(note.key(), note.state(), at));
        if (notes.stream().anyMatch(note -> note.state() == StatusNote.State.FORGOTTEN)) {
            ended.values().removeIf(end -> end.isBefore(at.minus(ENDS_REMEMBERED)));
        }
        wakeUp.accept(notes.stream().map(note -> note.key().connector()).collect(Collectors.toSet()));
    }

    private void hear(StatusKey key, StatusNote.State state, Instant at) {
        switch (state) {
            case RUNNING, OTHER -> {
                noted.put(key, new Noted(at, state == StatusNote.State.RUNNING));
                ended.remove(key);
            }
            case ENDED -> {
                noted.put(key, new Noted(at, false));
                ended.put(key, at);
            }
            case FORGOTTEN -> noted.remove(key);
        }
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
        return states(connector, observed).allMatch(part -> isOfNewRun(part, since, read))
                ? RestartEvidence.Confirmed
                : RestartEvidence.Missing;
    }

    /**
     * An answer of a worker that had not read the note may be about the earlier run. It is not, or is true all the same, where the note
     * says what the answer says.
     *
     * @param read whatever was noted until then is in the answer
     */
    private boolean isOfNewRun(Part part, Instant since, Instant read) {
        Noted last = noted.get(part.key());
        return last != null
                && !last.at().isBefore(since)
                && (!last.at().isAfter(read) || last.running() && part.state() == RunState.Running);
    }

    /** What was reported of the connector itself or one of its tasks. */
    private record Part(StatusKey key, RunState state) {}

    /** A connector that has failed leaves its tasks as they are. */
    private static Stream<Part> states(String connector, ObservedConnector observed) {
        Stream<Part> tasks = observed.state() == RunState.Failed
                ? Stream.of()
                : observed.tasks().stream().map(task -> new Part(new StatusKey(connector, task.id()), task.state()));
        return Stream.concat(Stream.of(new Part(new StatusKey(connector, null), observed.state())), tasks);
    }
}
