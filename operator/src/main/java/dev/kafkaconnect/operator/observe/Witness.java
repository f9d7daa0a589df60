package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker that a {@link ClusterObserver} asks what runs: any, until one has had no word of a task for a while, or of one that
 * another had word of, and some worker knows more; then that one, for as long as it answers. Used by the thread of the observer
 * alone.
 *
 * <p>A worker that starts reads the partitions of the topic of states in no particular order. That a connector was deleted makes
 * it forget what it has already read of the tasks of a new one with the same name, for as long as these have nothing new to say
 * (KafkaStatusBackingStore in Kafka 4.3). The worker that runs a task has always heard of it.
 */
final class Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    /** A task that starts says nothing for a moment. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A task can be silent for good, and no other worker knows more of it. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

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
    Witness(ClusterId cluster, Supplier<ConnectApi> any, Supplier<Map<String, ConnectApi>> each, Clock clock) {
        this.cluster = cluster;
        this.any = any;
        this.each = each;
        this.clock = clock;
    }

    /** @throws ConnectFault when not even any worker answers */
    Map<String, ConnectorListing> connectors() throws ConnectFault {
        Map<String, ConnectorListing> answer = ask();
        Set<Task> missed = missed(answer);
        if (isDue(missed)) {
            answer = ofWhoeverKnowsMost(missed, answer);
        }
        last = answer;
        return answer;
    }

    /** At once for tasks that nobody was asked about, and ever more rarely for those that nobody knew of. */
    private boolean isDue(Set<Task> missed) {
        Instant now = clock.instant();
        boolean anew = !lookedFor.containsAll(missed);
        boolean due = !missed.isEmpty() && (anew || !now.isBefore(next));
        if (due) {
            rest = anew ? PATIENCE : longer(rest);
            next = now.plus(rest);
        }
        if (due || missed.isEmpty()) {
            lookedFor = missed;
        }
        return due;
    }

    private Map<String, ConnectorListing> ask() throws ConnectFault {
        ConnectApi witness = chosen == null ? null : each.get().get(chosen);
        Map<String, ConnectorListing> answer = witness == null ? null : answerOf(chosen, witness);
        if (answer != null) {
            return answer;
        }
        chosen = null;
        return any.get().connectors();
    }

    /** Null when it does not answer. */
    private @Nullable Map<String, ConnectorListing> answerOf(@Nullable String worker, ConnectApi api) {
        try {
            return api.connectors();
        } catch (ConnectFault fault) {
            LOG.atDebug().addKeyValue("cluster", cluster).setCause(fault).log("{} does not answer", worker);
            return null;
        }
    }

    private Map<String, ConnectorListing> ofWhoeverKnowsMost(Set<Task> missed, Map<String, ConnectorListing> first) {
        Map<String, ConnectorListing> best = first;
        long most = 0;
        for (Map.Entry<String, ConnectApi> worker : each.get().entrySet()) {
            Map<String, ConnectorListing> answer = answerOf(worker.getKey(), worker.getValue());
            long known = answer == null
                    ? 0
                    : missed.stream().filter(task -> task.isNotedIn(answer)).count();
            if (answer != null && known > most) {
                best = answer;
                most = known;
                chosen = worker.getKey();
            }
        }
        if (most > 0) {
            LOG.atInfo()
                    .addKeyValue("cluster", cluster)
                    .log("{} is asked from now on: it has heard of {} more tasks", chosen, most);
        }
        return best;
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

    private static Duration longer(Duration rest) {
        Duration twice = rest.multipliedBy(2);
        return twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
    }
}
