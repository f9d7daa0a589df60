package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.observe.ConnectWriteGate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    private @Nullable Instant waiting;

    /** @param lastChange when a connector was changed last, or was seen to change */
    boolean isNow(Instant lastChange, Instant now) {
        Instant since = waiting == null ? now : waiting;
        if (now.isBefore(lastChange.plus(QUIET)) && now.isBefore(since.plus(LONGEST_WAIT))) {
            waiting = since;
            return false;
        }
        waiting = null;
        return true;
    }

    /** No worker is to be stopped now. */
    void reset() {
        waiting = null;
    }
}
