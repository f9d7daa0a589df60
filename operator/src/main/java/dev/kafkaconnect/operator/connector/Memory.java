package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.OffsetsChange.Result;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator itself has done to a connector; keeps a pass from mistaking an older observation for the outcome. The
 * {@code chronicle} must not be lost with the operator and is read back from the status; the rest costs at most a repeated
 * look.
 *
 * @param writes what was sent, and when
 * @param approval the configuration that passed its check last and was not sent yet
 * @param refusal the configuration that was refused last
 * @param corrections of changes that others made
 */
record Memory(
        Writes writes,
        @Nullable Approval approval,
        @Nullable Refusal refusal,
        Corrections corrections,
        Chronicle chronicle) {

    static final Memory NONE = new Memory(Writes.NONE, null, null, Corrections.NONE, Chronicle.EMPTY);

    /**
     * @param last when the last request that may have changed something returned
     * @param created the last creation of the connector, null while it was not created here
     * @param sent just before its configuration was last replaced, null if it was not, or a restart came after
     * @param changed when its configuration was last replaced, or the connector restarted
     * @param config the configuration that the workers took last, null while none was sent
     * @param replaced the configuration that was seen when another was sent last, null while none was
     * @param transition the last pause, resume or stop that was asked for
     * @param failures requests in a row that failed
     */
    record Writes(
            Instant last,
            @Nullable Creation created,
            @Nullable Instant sent,
            @Nullable Instant changed,
            @Nullable Map<String, String> config,
            @Nullable Map<String, String> replaced,
            @Nullable Transition transition,
            int failures) {
        static final Writes NONE = new Writes(Instant.MIN, null, null, null, null, null, null, 0);

        /** A request has returned. */
        private Writes at(Instant now, int failures) {
            return new Writes(now, created, sent, changed, config, replaced, transition, failures);
        }

        private Writes with(@Nullable Creation current) {
            return new Writes(last, current, sent, changed, config, replaced, transition, failures);
        }

        private Writes with(@Nullable Transition current) {
            return new Writes(last, created, sent, changed, config, replaced, current, failures);
        }

        private Writes changed(@Nullable Instant before, Instant after) {
            return new Writes(last, created, before, after, config, replaced, transition, failures);
        }

        private Writes taken(Map<String, String> current) {
            return new Writes(last, created, sent, changed, current, replaced, transition, failures);
        }

        private Writes replacing(@Nullable Map<String, String> current) {
            return new Writes(last, created, sent, changed, config, current, transition, failures);
        }
    }

    /** @param until when it is checked again: plug-ins and reachable systems change */
    record Approval(Map<String, String> config, Instant until) {
        static final Duration LASTS = Duration.ofSeconds(30);
    }

    /** @param seen whether any worker has shown the connector since */
    record Creation(Instant at, boolean seen) {}

    record Transition(Step step, Instant at) {}

    /**
     * @param errors by configuration key, as far as the workers tell
     * @param until when the same configuration is tried again: plug-ins and reachable systems change
     */
    record Refusal(Map<String, String> config, Verdict verdict, List<KeyError> errors, Instant until, Duration pause) {}

    /** What is wrong with one configuration key. */
    record KeyError(String key, String message) {}

    /**
     * What is also in the status.
     *
     * @param restartedAt the value of the restart annotation that was carried out last
     * @param offsets what became of the last declared change of offsets
     */
    record Chronicle(
            Restarts restarts,
            @Nullable String restartedAt,
            @Nullable Result offsets) {
        static final Chronicle EMPTY = new Chronicle(Restarts.NONE, null, null);
    }

    Restarts restarts() {
        return chronicle.restarts();
    }

    Memory afterCreate(Map<String, String> config, Instant now) {
        return accepted(
                writes.at(now, 0).with(new Creation(now, false)).taken(config).replacing(null));
    }

    /** @param sent just before the request */
    Memory afterPut(Map<String, String> config, Instant sent, Instant now) {
        return accepted(writes.at(now, 0).changed(sent, now).taken(config));
    }

    private Memory accepted(Writes current) {
        return new Memory(current, null, null, corrections, chronicle);
    }

    Memory afterTransition(Step step, Instant now) {
        return with(writes.at(now, 0).with(new Transition(step, now)));
    }

    Memory afterRestart(Restarts done, @Nullable String asked, Instant now) {
        return with(writes.at(now, 0).changed(null, now)).with(new Chronicle(done, asked, chronicle.offsets()));
    }

    /** Forgets the stop that went before, so that the connector can be resumed or stopped again at once. */
    Memory afterOffsets(Result result, Instant now) {
        return with(writes.at(now, 0).with((Transition) null))
                .with(new Chronicle(chronicle.restarts(), chronicle.restartedAt(), result));
    }

    Memory afterRefusal(Refusal refused, Instant now) {
        return new Memory(writes.at(now, 0), null, refused, corrections, chronicle);
    }

    Memory afterApproval(Map<String, String> config, Instant now) {
        return new Memory(writes, new Approval(config, now.plus(Approval.LASTS)), refusal, corrections, chronicle);
    }

    boolean approves(Map<String, String> config, Instant now) {
        return approval != null && approval.config().equals(config) && now.isBefore(approval.until());
    }

    Memory afterFailure(Instant now) {
        return with(writes.at(now, writes.failures() + 1));
    }

    /** Nothing was sent, and nothing has failed: what it waits for is over soon. */
    Memory afterPutOff() {
        return with(writes.at(writes.last(), 1));
    }

    /** The connector was seen since it was created. */
    Memory afterSight() {
        Creation created = writes.created();
        return created == null || created.seen() ? this : with(writes.with(new Creation(created.at(), true)));
    }

    /** Another configuration is about to be sent in place of this one. */
    Memory replacing(Map<String, String> config) {
        return with(writes.replacing(config));
    }

    /** An earlier operator saw the workers take this configuration. */
    Memory withAccepted(Map<String, String> config) {
        return with(writes.taken(config));
    }

    Memory with(Restarts current) {
        return with(new Chronicle(current, chronicle.restartedAt(), chronicle.offsets()));
    }

    Memory with(Corrections current) {
        return new Memory(writes, approval, refusal, current, chronicle);
    }

    Memory with(Chronicle current) {
        return new Memory(writes, approval, refusal, corrections, current);
    }

    private Memory with(Writes current) {
        return new Memory(current, approval, refusal, corrections, chronicle);
    }

    boolean refuses(Map<String, String> config, Instant now) {
        return refusal != null && refusal.config().equals(config) && now.isBefore(refusal.until());
    }
}
