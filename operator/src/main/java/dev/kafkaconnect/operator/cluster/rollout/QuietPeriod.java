package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.observe.ConnectWriteGate;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a worker may be stopped, by a rollout or a scale-down, as far as changes of connectors are concerned: what follows from
 * one, such as the new configurations of tasks, must not reach a worker that is stopping; see {@link ConnectWriteGate}. What it keeps may
 * be lost.
 */
final class QuietPeriod {
    /** The workers start a connector that was changed, and then tell each other the configurations of its tasks. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Changes without end do not keep the workers from being stopped. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Map<ClusterId, Instant> waiting = new ConcurrentHashMap<>();

    /** @param lastChange when a connector was changed last, or was seen to change */
    boolean isNow(ClusterId id, Instant lastChange, Instant now) {
        Instant since = waiting.computeIfAbsent(id, absent -> now);
        if (now.isBefore(lastChange.plus(QUIET)) && now.isBefore(since.plus(LONGEST_WAIT))) {
            return false;
        }
        waiting.remove(id);
        return true;
    }

    void forget(ClusterId id) {
        waiting.remove(id);
    }
}
