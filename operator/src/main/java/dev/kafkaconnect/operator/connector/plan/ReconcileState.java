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
 * {@code persisted} must not be lost with the operator and is read back from the status; the rest costs at most a repeated
 * look.
 *
 * @param writes what was sent, and when
 * @param approval the configuration that passed its check last and was not sent yet
 * @param refusal the configuration that was refused last
 * @param driftGuard of changes that others made
 * @param idleSince since when the connector has been seen to run without a task, null while it does not; see {@link IdleTime}
 */
public record ReconcileState(
        Writes writes,
        @Nullable Approval approval,
        @Nullable Refusal refusal,
        DriftLoopGuard driftGuard,
        @Nullable Instant idleSince,
        PersistedState persisted) {

    public static final ReconcileState NONE =
            new ReconcileState(Writes.NONE, null, null, DriftLoopGuard.NONE, null, PersistedState.EMPTY);

    /**
     * @param last when the last request that may have changed something returned
     * @param created the last creation of the connector, null while it was not created here
     * @param sent just before its configuration was last replaced, null if it was not, or a restart came after
     * @param changed when its configuration was last replaced, or the connector was restarted on request
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
    public record Creation(Instant at, boolean seen, boolean wasThere) {}

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
    public record PersistedState(
            Restarts restarts,
            @Nullable String restartedAt,
            OffsetsProgress offsets,
            @Nullable String admittedBy) {
        static final PersistedState EMPTY = new PersistedState(Restarts.NONE, null, OffsetsProgress.NONE, null);

        PersistedState with(Restarts current) {
            return new PersistedState(current, restartedAt, offsets, admittedBy);
        }

        public PersistedState restartedAt(@Nullable String current) {
            return new PersistedState(restarts, current, offsets, admittedBy);
        }

        PersistedState with(OffsetsProgress current) {
            return new PersistedState(restarts, restartedAt, current, admittedBy);
        }
    }

    public Restarts restarts() {
        return persisted.restarts();
    }

    public OffsetsProgress offsets() {
        return persisted.offsets();
    }

    public ReconcileState afterCreate(Map<String, String> config, Instant now) {
        return accepted(writes.at(now, Failures.NONE)
                .with(new Creation(now, false, false))
                .taken(config)
                .replacing(null));
    }

    /** @param sent just before the request */
    public ReconcileState afterPut(Map<String, String> config, Instant sent, Instant now) {
        return accepted(writes.at(now, Failures.NONE).changed(sent, now).taken(config));
    }

    private ReconcileState accepted(Writes current) {
        return new ReconcileState(current, null, null, driftGuard, null, persisted);
    }

    public ReconcileState afterTransition(Step step, Instant now) {
        return with(writes.at(now, Failures.NONE).with(new Transition(step, now)));
    }

    /** @param asked the value of the annotation that asked for it */
    public ReconcileState afterRestart(@Nullable String asked, Instant now) {
        return with(writes.at(now, Failures.NONE).changed(null, now)).with(persisted.restartedAt(asked));
    }

    /** What had failed was restarted automatically: nothing has changed. */
    public ReconcileState afterRestartOfFailed(Instant now) {
        return with(writes.at(now, Failures.NONE)).with(restarts().done(now));
    }

    /** Whether nothing else was sent since: what is seen of the connector is then true even if it was seen before that. */
    public boolean isRestartOfFailedTheLastWrite() {
        Instant restarted = restarts().lastAt();
        Transition transition = writes.transition();
        return restarted != null
                && !writes.last().isBefore(restarted)
                && writes.last().isBefore(restarted.plusSeconds(1))
                && (writes.changed() == null || writes.changed().isBefore(restarted))
                && (transition == null || transition.at().isBefore(restarted));
    }

    /** Forgets the stop that went before, so that the connector can be resumed or stopped again at once. */
    public ReconcileState afterOffsets(OffsetsChange.Result result, Instant now) {
        return with(writes.at(now, Failures.NONE).with((Transition) null))
                .with(offsets().over(result, Stored.Nowhere));
    }

    public ReconcileState afterRefusal(Refusal refused, Instant now) {
        return new ReconcileState(writes.at(now, Failures.NONE), null, refused, driftGuard, idleSince, persisted);
    }

    public ReconcileState afterApproval(Map<String, String> config, Instant now) {
        return new ReconcileState(
                writes, new Approval(config, now.plus(Approval.LASTS)), refusal, driftGuard, idleSince, persisted);
    }

    public boolean approves(Map<String, String> config, Instant now) {
        return approval != null && approval.config().equals(config) && now.isBefore(approval.until());
    }

    /** It was to be created, and was there already. */
    public ReconcileState afterConflict(Verdict problem, Instant now) {
        Creation created = writes.created();
        Instant since = created == null || created.seen() ? now : created.at();
        return with(writes.at(now, writes.failures().again(problem)).with(new Creation(since, false, true)));
    }

    /** @param problem what is reported of it */
    public ReconcileState afterFailure(Verdict problem, Instant now) {
        return with(writes.at(now, writes.failures().again(problem)));
    }

    /** Nothing was sent, because something else has to come first, which sends no word when it does. */
    public ReconcileState afterWait() {
        return with(writes.at(writes.last(), writes.failures().again(null)));
    }

    /** What had to come first has come. */
    public ReconcileState afterWaitIsOver() {
        return with(writes.at(writes.last(), Failures.NONE));
    }

    /** Nothing was sent, and nothing has failed: what it waits for is over soon. */
    public ReconcileState afterPutOff() {
        return with(writes.at(writes.last(), Failures.NONE.again(null)));
    }

    /** The connector was seen since it was created. */
    public ReconcileState afterSight() {
        Creation created = writes.created();
        return created == null || created.seen() ? this : with(writes.with(new Creation(created.at(), true, false)));
    }

    /** @param since when the connector has been seen to run without a task, null while it does not */
    public ReconcileState idleSince(@Nullable Instant since) {
        return new ReconcileState(writes, approval, refusal, driftGuard, since, persisted);
    }

    /** Another configuration is about to be sent in place of this one. */
    public ReconcileState replacing(Map<String, String> config) {
        return with(writes.replacing(config));
    }

    /** An earlier operator saw the workers take this configuration. */
    public ReconcileState withAccepted(Map<String, String> config) {
        return with(writes.taken(config));
    }

    public ReconcileState with(Restarts current) {
        return with(persisted.with(current));
    }

    /** @param uid of the cluster whose owner lets a Connector of another namespace take charge of its connector */
    public ReconcileState admittedBy(@Nullable String uid) {
        return with(new PersistedState(persisted.restarts(), persisted.restartedAt(), persisted.offsets(), uid));
    }

    public ReconcileState with(OffsetsProgress current) {
        return with(persisted.with(current));
    }

    public ReconcileState with(DriftLoopGuard current) {
        return new ReconcileState(writes, approval, refusal, current, idleSince, persisted);
    }

    public ReconcileState with(PersistedState current) {
        return new ReconcileState(writes, approval, refusal, driftGuard, idleSince, current);
    }

    private ReconcileState with(Writes current) {
        return new ReconcileState(current, approval, refusal, driftGuard, idleSince, persisted);
    }

    public boolean refuses(Map<String, String> config, Instant now) {
        return refusal != null && refusal.config().equals(config) && now.isBefore(refusal.until());
    }
}
