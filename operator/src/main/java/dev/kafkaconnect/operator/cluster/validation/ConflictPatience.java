package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a cluster waits for another one whose Kafka is not known: a cluster that never reaches its Kafka holds up no other. If
 * they turn out to share a Kafka, their workers are seen in the group. Called by the pass.
 */
public final class ConflictPatience {
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Map<ClusterId, Instant> since = new ConcurrentHashMap<>();
    private final Clock clock;

    public ConflictPatience(Clock clock) {
        this.clock = clock;
    }

    /** The conflict without one that is merely possible and was waited for. */
    public Optional<Verdict> bounded(ClusterId id, Optional<Verdict> conflict) {
        return conflict.filter(verdict -> !(verdict instanceof Verdict.Waiting)
                || clock.instant()
                        .isBefore(since.computeIfAbsent(id, first -> clock.instant())
                                .plus(LONGEST_WAIT)));
    }

    public void forget(ClusterId id) {
        since.remove(id);
    }
}
