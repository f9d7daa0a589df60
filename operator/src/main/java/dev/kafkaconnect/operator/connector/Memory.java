package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator itself has just done to a connector; keeps a pass from mistaking an older observation for the outcome.
 * Losing it (a restart of the operator) costs at most a repeated look: everything else is read back from Connect.
 *
 * @param lastWrite when the last request that may have changed something returned
 * @param created when the connector was created, or found to be configured without a status
 * @param changed when its configuration was last replaced
 * @param lastTransition the last pause, resume or stop that was asked for
 * @param refusal the configuration that the workers refused last
 * @param failures requests in a row that failed
 */
record Memory(
        Instant lastWrite,
        @Nullable Instant created,
        @Nullable Instant changed,
        @Nullable Transition lastTransition,
        @Nullable Refusal refusal,
        int failures) {

    static final Memory NONE = new Memory(Instant.MIN, null, null, null, null, 0);

    record Transition(Step step, Instant at) {}

    /** @param until when the same configuration is tried again: plug-ins and reachable systems change */
    record Refusal(Map<String, String> config, Verdict verdict, Instant until, Duration pause) {}

    Memory afterCreate(Instant now) {
        return new Memory(now, now, changed, lastTransition, null, 0);
    }

    Memory afterPut(Instant now) {
        return new Memory(now, created, now, lastTransition, null, 0);
    }

    Memory afterTransition(Step step, Instant now) {
        return new Memory(now, created, changed, new Transition(step, now), refusal, 0);
    }

    Memory afterRefusal(Refusal refused, Instant now) {
        return new Memory(now, created, changed, lastTransition, refused, 0);
    }

    Memory afterFailure(Instant now) {
        return new Memory(now, created, changed, lastTransition, refusal, failures + 1);
    }

    boolean refuses(Map<String, String> config, Instant now) {
        return refusal != null && refusal.config().equals(config) && now.isBefore(refusal.until());
    }
}
