package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a cluster waits for another one whose Kafka is not known: a cluster that never reaches its Kafka holds up no other. If
 * they turn out to share a Kafka, their workers are seen in the group. Called by the pass.
 */
public final class ConflictPatience {
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Clock clock;
    private @Nullable Instant since;

    public ConflictPatience(Clock clock) {
        this.clock = clock;
    }

    /** The conflict without one that is merely possible and was waited for. */
    public Optional<Verdict> bounded(Optional<Verdict> conflict) {
        return conflict.filter(verdict -> !(verdict instanceof Verdict.Progressing) || isPatient());
    }

    private boolean isPatient() {
        Instant now = clock.instant();
        if (since == null) {
            since = now;
        }
        return now.isBefore(since.plus(LONGEST_WAIT));
    }
}
