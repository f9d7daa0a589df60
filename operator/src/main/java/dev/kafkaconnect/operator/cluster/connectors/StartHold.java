package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds up workers that are about to start, by cluster and not for ever. Used by whatever has to be done before they start. */
final class StartHold {
    /** What cannot be done for that long, as when Kafka is silent, does not keep a cluster from running. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String until;
    private final Clock clock;
    private @Nullable Instant since;

    /** @param until what the workers wait for, after "when" */
    StartHold(String until, Clock clock) {
        this.until = until;
        this.clock = clock;
    }

    /** Empty when the workers have waited long enough. */
    Optional<Verdict> because(String why) {
        Instant now = clock.instant();
        if (since == null) {
            since = now;
        }
        return now.isAfter(since.plus(LONGEST))
                ? Optional.empty()
                : Optional.of(new Verdict.Progressing(
                        Reason.WorkersStarting,
                        "workers start when %s, within one minute at the latest: %s".formatted(until, why)));
    }

    void end() {
        since = null;
    }
}
