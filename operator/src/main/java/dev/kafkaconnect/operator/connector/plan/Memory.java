package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Stored;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
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
 * @param idleSince since when the connector has been seen to run without a task, null while it does not
 */
public record Memory(
        Writes writes,
        @Nullable Approval approval,
        @Nullable Refusal refusal,
        Corrections corrections,
        @Nullable Instant idleSince,
        Chronicle chronicle) {

    public static final Memory NONE = new Memory(Writes.NONE, null, null, Corrections.NONE, null, Chronicle.EMPTY);

    /**
     * @param last when the last request that may have changed something returned
     * @param created the last creation of the connector, null while it was not created here
     * @param sent just before its configuration was last replaced, null if it was not, or a restart came after
     * @param changed when its configuration was last replaced, or the connector was restarted as somebody asked
     * @param config the configuration that the workers took last, null while none was sent
     * @param replaced the configuration that was seen when another was sent last, null while none was
     * @param transition the last pause, resume or stop that was asked for
     * @param failures of the last requests
     */
    public record Writes(
            Instant last,
            @Nullable Creation created,
            @Nullable Instant sent,
            @Nullable Instant changed,
            @Nullable Map<String, String> config,
            @Nullable Map<String, String> replaced,
            @Nullable Transition transition,
            Failures failures) {
        static final Writes NONE = new Writes(Instant.MIN, null, null, null, null, null, null, Failures.NONE);

        /** A request has returned. */
        private Writes at(Instant now, Failures failures) {
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

    /**
     * @param seen whether any worker has shown the connector since
     * @param wasThere whether the workers had it already and did not show it
     */
    record Creation(Instant at, boolean seen, boolean wasThere) {}

    record Transition(Step step, Instant at) {}

    /**
     * @param errors by configuration key, as far as the workers tell
     * @param until when the same configuration is tried again: plug-ins and reachable systems change
     */
    public record Refusal(
            Map<String, String> config, Verdict verdict, List<KeyError> errors, Instant until, Duration pause) {}

    /** What is wrong with one configuration key. */
    public record KeyError(String key, String message) {}

    /**
     * What is also in the status.
     *
     * @param restartedAt the value of the restart annotation that was carried out last
     * @param offsets how far the declared changes of offsets are
     * @param admittedBy the cluster on which it has taken charge of its connector, by its UID
     */
    public record Chronicle(
            Restarts restarts,
            @Nullable String restartedAt,
            OffsetsProgress offsets,
            @Nullable String admittedBy) {
        static final Chronicle EMPTY = new Chronicle(Restarts.NONE, null, OffsetsProgress.NONE, null);

        Chronicle with(Restarts current) {
            return new Chronicle(current, restartedAt, offsets, admittedBy);
        }

        public Chronicle restartedAt(@Nullable String current) {
            return new Chronicle(restarts, current, offsets, admittedBy);
        }

        Chronicle with(OffsetsProgress current) {
            return new Chronicle(restarts, restartedAt, current, admittedBy);
        }
    }

    public Restarts restarts() {
        return chronicle.restarts();
    }

    public OffsetsProgress offsets() {
        return chronicle.offsets();
    }

    public Memory afterCreate(Map<String, String> config, Instant now) {
        return accepted(writes.at(now, Failures.NONE)
                .with(new Creation(now, false, false))
                .taken(config)
                .replacing(null));
    }

    /** @param sent just before the request */
    public Memory afterPut(Map<String, String> config, Instant sent, Instant now) {
        return accepted(writes.at(now, Failures.NONE).changed(sent, now).taken(config));
    }

    private Memory accepted(Writes current) {
        return new Memory(current, null, null, corrections, null, chronicle);
    }

    public Memory afterTransition(Step step, Instant now) {
        return with(writes.at(now, Failures.NONE).with(new Transition(step, now)));
    }

    /** @param asked the value of the annotation that asked for it */
    public Memory afterRestart(@Nullable String asked, Instant now) {
        return with(writes.at(now, Failures.NONE).changed(null, now)).with(chronicle.restartedAt(asked));
    }

    /** What had failed was restarted automatically: nothing has changed. */
    public Memory afterRestartOfFailed(Instant now) {
        return with(writes.at(now, Failures.NONE)).with(restarts().done(now));
    }

    /** Forgets the stop that went before, so that the connector can be resumed or stopped again at once. */
    public Memory afterOffsets(OffsetsChange.Result result, Instant now) {
        return with(writes.at(now, Failures.NONE).with((Transition) null))
                .with(offsets().over(result, Stored.Nowhere));
    }

    public Memory afterRefusal(Refusal refused, Instant now) {
        return new Memory(writes.at(now, Failures.NONE), null, refused, corrections, idleSince, chronicle);
    }

    public Memory afterApproval(Map<String, String> config, Instant now) {
        return new Memory(
                writes, new Approval(config, now.plus(Approval.LASTS)), refusal, corrections, idleSince, chronicle);
    }

    public boolean approves(Map<String, String> config, Instant now) {
        return approval != null && approval.config().equals(config) && now.isBefore(approval.until());
    }

    /** It was to be created, and was there already. */
    public Memory afterConflict(Verdict trouble, Instant now) {
        Creation created = writes.created();
        Instant since = created == null || created.seen() ? now : created.at();
        return with(writes.at(now, writes.failures().again(trouble)).with(new Creation(since, false, true)));
    }

    /** @param trouble what is told of it */
    public Memory afterFailure(Verdict trouble, Instant now) {
        return with(writes.at(now, writes.failures().again(trouble)));
    }

    /** Nothing was sent, because something else has to come first, which sends no word when it does. */
    public Memory afterWait() {
        return with(writes.at(writes.last(), writes.failures().again(null)));
    }

    /** What had to come first has come. */
    public Memory afterWaitIsOver() {
        return with(writes.at(writes.last(), Failures.NONE));
    }

    /** Nothing was sent, and nothing has failed: what it waits for is over soon. */
    public Memory afterPutOff() {
        return with(writes.at(writes.last(), Failures.NONE.again(null)));
    }

    /** The connector was seen since it was created. */
    public Memory afterSight() {
        Creation created = writes.created();
        return created == null || created.seen() ? this : with(writes.with(new Creation(created.at(), true, false)));
    }

    /** The connector was seen to run without a task, or not to: then null. */
    public Memory idleSince(@Nullable Instant asOf) {
        Instant since = asOf == null || idleSince == null ? asOf : idleSince;
        return new Memory(writes, approval, refusal, corrections, since, chronicle);
    }

    /** Another configuration is about to be sent in place of this one. */
    public Memory replacing(Map<String, String> config) {
        return with(writes.replacing(config));
    }

    /** An earlier operator saw the workers take this configuration. */
    public Memory withAccepted(Map<String, String> config) {
        return with(writes.taken(config));
    }

    public Memory with(Restarts current) {
        return with(chronicle.with(current));
    }

    /** @param uid of the cluster whose owner lets a Connector of another namespace take charge of its connector */
    public Memory admittedBy(@Nullable String uid) {
        return with(new Chronicle(chronicle.restarts(), chronicle.restartedAt(), chronicle.offsets(), uid));
    }

    public Memory with(OffsetsProgress current) {
        return with(chronicle.with(current));
    }

    public Memory with(Corrections current) {
        return new Memory(writes, approval, refusal, current, idleSince, chronicle);
    }

    public Memory with(Chronicle current) {
        return new Memory(writes, approval, refusal, corrections, idleSince, current);
    }

    private Memory with(Writes current) {
        return new Memory(current, approval, refusal, corrections, idleSince, chronicle);
    }

    public boolean refuses(Map<String, String> config, Instant now) {
        return refusal != null && refusal.config().equals(config) && now.isBefore(refusal.until());
    }
}
