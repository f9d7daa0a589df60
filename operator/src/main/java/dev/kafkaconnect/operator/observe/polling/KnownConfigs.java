package dev.kafkaconnect.operator.observe.polling;

import static dev.kafkaconnect.operator.observe.polling.PollPace.longer;
import static dev.kafkaconnect.operator.observe.polling.PollPace.shorter;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.ConnectorListing.TaskId;
import dev.kafkaconnect.operator.connect.wrapped.ConfigWrites;
import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.ConfigRecord;
import dev.kafkaconnect.operator.observe.view.ConfigGaps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Configurations and tasks of the connectors of one cluster, so that a poll need not ask the workers for them: those of the last listing,
 * brought up to date by the records of the config topic. A listing is wanted when records may have been missed, when a write of the
 * operator was not heard of, and rarely in any case. Asked by the observer's loop, told by the thread that follows the topic and by
 * those that write; sends nothing itself.
 */
public final class KnownConfigs implements ConfigListener, ConfigWrites {
    /** A record of an own write arrives within milliseconds. A connector that was deleted has a state for a moment longer. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** While records arrive, listings only verify what they have told. */
    static final Duration BETWEEN_VERIFICATIONS = Duration.ofMinutes(1);

    /** The worker that answers a listing reads the same topic, and may lag behind. */
    static final Duration READ_BY_ALL = Duration.ofMillis(500);

    /** Pauses between listings in proportion to what the last one has cost the worker. */
    private static final int WANTED = 20;

    private static final int VERIFYING = 100;

    private static final Duration LONGEST_TRUST = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(8);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Write> writes = new ConcurrentHashMap<>();
    private volatile @Nullable Instant connectedSince;
    private volatile Instant lastBegun = Instant.MIN;

    /** These are the loop's own. */
    private final Map<String, Instant> unread = new HashMap<>();

    private @Nullable Instant listed;
    private @Nullable Instant attempted;
    private Duration cost = Duration.ZERO;

    /** @param heard when a record said so; null where it comes from a listing */
    private record Known(Info info, @Nullable Instant heard) {}

    /** @param ended null while the request is under way */
    private record Write(Instant begun, @Nullable Instant ended) {
        boolean isOver(Instant now) {
            return ended != null && !now.isBefore(ended.plus(PATIENCE));
        }
    }

    public KnownConfigs(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onConnected() {
        connectedSince = clock.instant();
    }

    @Override
    public void onDisconnected() {
        connectedSince = null;
    }

    /** When the workers last began a connector or tasks, {@link Instant#MIN} when that was not seen. */
    public Instant lastBegun() {
        return lastBegun;
    }

    /** Whether records are heard of as the workers write them, those of the status topic too. */
    public boolean areFollowed() {
        return connectedSince != null;
    }

    @Override
    public void onRecords(List<ConfigRecord> records) {
        Instant now = clock.instant();
        for (ConfigRecord record : records) {
            switch (record) {
                case ConfigRecord.Configured configured -> {
                    known.compute(configured.connector(), (name, before) -> {
                        if (before == null) {
                            lastBegun = now;
                        }
                        List<TaskId> tasks =
                                before == null ? List.of() : before.info().tasks();
                        return new Known(new Info(configured.properties(), tasks), now);
                    });
                    writes.remove(configured.connector());
                }
                case ConfigRecord.TaskCount count -> {
                    lastBegun = now;
                    known.computeIfPresent(
                            count.connector(),
                            (name, before) -> new Known(new Info(before.info().config(), tasks(count.tasks())), now));
                }
                case ConfigRecord.Deleted deleted -> known.remove(deleted.connector());
                case ConfigRecord.TargetState state -> {}
            }
        }
    }

    private static List<TaskId> tasks(int count) {
        return IntStream.range(0, count).mapToObj(TaskId::new).toList();
    }

    @Override
    public void begin(String connector) {
        writes.put(connector, new Write(clock.instant(), null));
    }

    @Override
    public void end(String connector, boolean written) {
        Instant now = clock.instant();
        writes.computeIfPresent(connector, (same, write) -> written ? new Write(write.begun(), now) : null);
    }

    /** Whether the workers should be asked for all configurations now. */
    public boolean isListingDue() {
        if (attempted == null) {
            return true;
        }
        Instant now = clock.instant();
        Instant since = connectedSince;
        boolean complete = listed != null && since != null && !listed.isBefore(since);
        boolean missing = writes.values().stream().anyMatch(write -> write.isOver(now))
                || unread.values().stream().anyMatch(first -> !now.isBefore(first.plus(PATIENCE)));
        Duration wanted = shorter(cost.multipliedBy(WANTED), LONGEST_PAUSE);
        Duration pause = complete && !missing
                ? longer(shorter(cost.multipliedBy(VERIFYING), LONGEST_TRUST), BETWEEN_VERIFICATIONS)
                : since == null && !writes.isEmpty() ? cost : wanted;
        return !now.isBefore(attempted.plus(pause));
    }

    /** How long a listing may take: in proportion to the last one. */
    public Duration limit() {
        return shorter(longer(SHORTEST_LIMIT, cost.multipliedBy(4)), LONGEST_LIMIT);
    }

    /** @param asOf when the listing was asked for */
    public void learn(Map<String, ConnectorListing> listing, Instant asOf) {
        listing.forEach((name, connector) -> {
            Info info = connector.info();
            if (info != null) {
                known.compute(name, (same, before) -> {
                    if (begins(before, info)) {
                        lastBegun = asOf;
                    }
                    return newest(before, info, asOf);
                });
            }
        });
        known.entrySet().removeIf(entry -> !listing.containsKey(entry.getKey()) && !isNewer(entry.getValue(), asOf));
        writes.values()
                .removeIf(write -> write.ended() != null && !write.ended().isAfter(asOf));
        listed = asOf;
        over(asOf);
    }

    private static boolean begins(@Nullable Known before, Info listed) {
        return before == null || !Objects.equals(before.info().tasks(), listed.tasks());
    }

    private static Known newest(@Nullable Known before, Info listed, Instant asOf) {
        return before != null && (isNewer(before, asOf) || before.info().equals(listed))
                ? before
                : new Known(listed, null);
    }

    private static boolean isNewer(Known known, Instant asOf) {
        return known.heard() != null && known.heard().isAfter(asOf.minus(READ_BY_ALL));
    }

    /** The states may be had all the same. */
    public void listingFailed(Instant asOf) {
        over(asOf);
    }

    private void over(Instant begin) {
        Instant now = clock.instant();
        attempted = now;
        cost = Duration.between(begin, now);
    }

    /** The states with what is known of the configurations. */
    public Map<String, ConnectorListing> complete(Map<String, Status> states) {
        Instant now = clock.instant();
        Map<String, ConnectorListing> all = new TreeMap<>();
        unread.keySet().retainAll(states.keySet());
        states.forEach((name, status) -> {
            Known config = known.get(name);
            all.put(name, new ConnectorListing(config == null ? null : config.info(), status));
            if (config == null) {
                unread.putIfAbsent(name, now);
            } else {
                unread.remove(name);
            }
        });
        return all;
    }

    /** What is missing of these connectors. */
    public ConfigGaps gaps(Collection<String> connectors) {
        Map<String, Instant> outdated = new HashMap<>();
        writes.forEach((name, write) -> outdated.put(name, write.begun()));
        outdated.keySet().retainAll(connectors);
        return new ConfigGaps(Map.copyOf(unread), Map.copyOf(outdated));
    }
}
