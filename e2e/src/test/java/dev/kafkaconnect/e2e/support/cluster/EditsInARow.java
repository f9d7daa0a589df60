package dev.kafkaconnect.e2e.support.cluster;

import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.Connector;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Edits one connector again and again while workers come and go: at intervals, and whenever a worker begins to stop, which is
 * when an edit has to wait longest. Takes the time of each: from the apply until it stands in the topic that the workers take
 * configurations from.
 */
public final class EditsInARow implements AutoCloseable {
    /** From which on the edits count up. */
    public static final int REST_MILLIS = 20;

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final SequenceTopics sequences;
    private final String connector;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Set<String> stopping = new HashSet<>();
    private final Thread editor;
    private volatile boolean last;

    /**
     * @param value that the edit sets
     * @param told what the status said until the edit was carried out, by seconds
     */
    private record Sent(int value, Instant at, Map<Double, String> told) {
        /** As it stands in the topic of configurations. */
        String text() {
            return "\"rest.ms\":\"%d\"".formatted(value);
        }
    }

    /** @param told what the status said meanwhile, by seconds since the apply */
    public record Edit(Instant at, double seconds, Map<Double, String> told) {}

    private EditsInARow(SequenceTopics sequences, String connector) {
        this.sequences = sequences;
        this.connector = connector;
        this.editor = Thread.ofVirtual().name("edits").unstarted(this::edit);
    }

    /** @param connector an idle source of these sequences */
    public static EditsInARow begin(SequenceTopics sequences, String connector) {
        EditsInARow edits = new EditsInARow(sequences, connector);
        edits.editor.start();
        return edits;
    }

    private void edit() {
        rest(FIRST);
        for (int number = 1; !last; number++) {
            Sent edit = new Sent(REST_MILLIS + number, Instant.now(), new TreeMap<>());
            cluster().resources().apply(sequences.idleSource(connector, edit.value()));
            edit.told().put(secondsBetween(edit.at(), Instant.now()), "applied");
            sent.add(edit);
            await().pollInterval(LOOK)
                    .pollDelay(Duration.ZERO)
                    .atMost(Resources.PATIENCE)
                    .until(() -> isCarriedOut(edit));
            rest(INTERVAL);
        }
    }

    private LocalCluster cluster() {
        return sequences.cluster();
    }

    private void rest(Duration duration) {
        Instant end = Instant.now().plus(duration);
        await().pollInterval(LOOK)
                .atMost(duration.plusSeconds(5))
                .until(() -> last || aWorkerBeginsToStop() || Instant.now().isAfter(end));
    }

    private boolean aWorkerBeginsToStop() {
        List<String> now = DeployedWorkers.pods(cluster(), sequences.connectCluster()).stream()
                .map(Pod::getMetadata)
                .filter(pod -> pod.getDeletionTimestamp() != null)
                .map(pod -> pod.getUid())
                .toList();
        return stopping.addAll(now);
    }

    private boolean isCarriedOut(Sent edit) {
        Connector now = cluster().resources().connector(connector);
        Condition ready = now.getStatus().getConditions().getFirst();
        boolean current = Objects.equals(
                now.getMetadata().getGeneration(), now.getStatus().getObservedGeneration());
        String told = current ? ready.getReason() + ": " + ready.getMessage() : "not seen yet";
        if (!edit.told().containsValue(told)) {
            edit.told().put(secondsBetween(edit.at(), Instant.now()), told);
        }
        return current && "True".equals(ready.getStatus());
    }

    /** Of all edits, the quickest first. */
    public List<Edit> quickestFirst() {
        Map<String, Instant> arrived = cluster()
                .kafka()
                .read("%s.%s-configs".formatted(cluster().namespace(), sequences.connectCluster()))
                .firstThatSay(sent.stream().map(Sent::text).toList());
        return sent.stream()
                .map(edit -> new Edit(
                        edit.at(),
                        secondsBetween(edit.at(), Objects.requireNonNull(arrived.get(edit.text()), edit.text())),
                        edit.told()))
                .sorted(Comparator.comparing(Edit::seconds))
                .toList();
    }

    private static double secondsBetween(Instant start, Instant end) {
        return Duration.between(start, end).toMillis() / 1000.0;
    }

    /** Waits for the edit that is under way. */
    @Override
    public void close() throws InterruptedException {
        last = true;
        editor.join();
    }
}
