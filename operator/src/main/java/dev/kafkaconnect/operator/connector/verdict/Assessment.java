package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.Decision;
import dev.kafkaconnect.operator.connector.plan.DriftLoopGuard;
import dev.kafkaconnect.operator.connector.plan.Failures;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pass over a connector comes to: the verdict, and when to look again. Called by {@code ConnectorReconciliation} after the steps
 * were carried out; does nothing itself.
 *
 * @param verdict what the pass concludes
 * @param refusal why the configuration is not in effect on the workers, null when nothing is against it
 * @param lapses when the verdict may change although the workers report the same, null when it does not
 */
public record Assessment(
        Verdict verdict,
        @Nullable Verdict refusal,
        @Nullable Instant lapses) {

    static final Duration SOON = Failures.SOON;

    /** Nothing is expected to happen, and whatever does sends an event. */
    public static final Duration RESYNC = Duration.ofMinutes(5);

    /** To the next look at the workers, at the slow pace, are seconds. */
    private static final Duration JUST_MISSED = Duration.ofSeconds(1);

    /** Values come with the next look of the kubelets, of which nothing is heard. */
    private static final Backoff ARRIVAL = new Backoff(SOON, Duration.ofSeconds(10));

    public static Assessment of(
            DesiredConnector desired, Observation look, Decision decision, AppliedSteps applied, Instant now) {
        ReconcileState memory = applied.memory();
        Verdict refusal = refusal(desired, memory, decision.drift(), now);
        Failures failures = memory.writes().failures();
        Verdict last = failures.holdBack(memory.writes().last(), now) ? failures.problem() : null;
        Verdict obstacle = refusal != null ? refusal : applied.isStopped() ? applied.problem() : last;
        return obstacle != null
                ? new Assessment(obstacle, refusal, null)
                : new Assessment(
                        verdict(desired, look, memory, decision.acts()), null, ConnectorVerdict.lapses(look, memory));
    }

    private static @Nullable Verdict refusal(
            DesiredConnector desired, ReconcileState memory, Set<String> drift, Instant now) {
        if (desired.referenced().missing() != null) {
            return desired.referenced().missing();
        }
        ReconcileState.Refusal refusal = memory.refusal();
        if (refusal != null && memory.refuses(desired.config(), now)) {
            return refusal.verdict();
        }
        return !drift.isEmpty() && memory.driftGuard().tooMany(now)
                ? new Verdict.Stalled(
                        Reason.ConfigContested,
                        "another client keeps changing %s on the workers; corrected %d times and not corrected again before %s. Find that client and stop it"
                                .formatted(
                                        String.join(", ", drift),
                                        DriftLoopGuard.MANY,
                                        memory.driftGuard().until()))
                : null;
    }

    private static Verdict verdict(DesiredConnector desired, Observation look, ReconcileState memory, boolean acted) {
        if (acted || look.isOutdated(memory)) {
            if (look.observed() != null && look.outcomeIsAwaited(memory)) {
                return ConnectorVerdict.restarted(look.observed(), memory.restarts());
            }
            if (look.observed() == null) {
                return new Verdict.Progressing(Reason.Creating, "the connector is being created");
            }
            if (acted || !memory.isRestartOfFailedTheLastWrite()) {
                return new Verdict.Progressing(Reason.Updating, "a change is being applied");
            }
        }
        if (memory.offsets().phase(desired.offsets()) != OffsetsProgress.Phase.Settled) {
            return new Verdict.Progressing(Reason.ChangingOffsets, "the connector is stopped to change its offsets");
        }
        return OffsetsVerdict.of(desired, memory, ConnectorVerdict.of(desired, look, memory));
    }

    /** Values that are on their way are asked for less and less often. */
    public ReconcileState remembered(AppliedSteps applied) {
        return !applied.isStopped() && verdict.reason() == Reason.ValuesPending
                ? applied.memory().afterWait()
                : applied.memory();
    }

    /** How long to wait, at the latest, until the next pass. */
    public Duration again(RestartPolicy policy, ReconcileState memory, Instant now) {
        if (lapses != null) {
            return untilItLapses(lapses, memory, now);
        }
        if (verdict instanceof Verdict.Ready) {
            return untilItCountsAnew(policy, memory, now);
        }
        if (verdict.reason() == Reason.ValuesPending) {
            return ARRIVAL.jittered(memory.writes().failures().inARow());
        }
        if (verdict.reason() == Reason.ChangingOffsets && memory.offsets().appearedAt() != null) {
            return SOON;
        }
        if (memory.refusal() != null && verdict.equals(memory.refusal().verdict())) {
            Duration left = Duration.between(now, memory.refusal().until());
            return notAtOnce(left.plus(Backoff.jitter(memory.refusal().pause())));
        }
        return untilRetried(memory, now);
    }

    private static Duration untilItCountsAnew(RestartPolicy policy, ReconcileState memory, Instant now) {
        Duration untilForgotten = memory.restarts().untilForgotten(policy, now);
        return untilForgotten.isPositive() && untilForgotten.compareTo(RESYNC) < 0 ? untilForgotten : RESYNC;
    }

    private static Duration untilRetried(ReconcileState memory, Instant now) {
        Failures failures = memory.writes().failures();
        Duration retry = failures.inARow() > 0 ? failures.backoff().jittered(failures.inARow()) : null;
        Instant restart = memory.restarts().nextAt();
        if (restart != null) {
            Duration due = notAtOnce(Duration.between(now, restart));
            return retry == null || due.compareTo(retry) > 0 ? due : retry;
        }
        if (retry != null) {
            return retry;
        }
        // While a change is fresh its outcome is awaited; later only an observation that differs is news.
        Instant last = memory.writes().last();
        boolean fresh = !last.equals(Instant.MIN) && now.isBefore(last.plus(RedactedSession.CLOSE_WATCH));
        return fresh ? SOON : RESYNC;
    }

    /** That a new run has begun may be heard of before; anything else that ends the verdict is an observation that differs. */
    private Duration untilItLapses(Instant end, ReconcileState memory, Instant now) {
        if (verdict.reason() == Reason.Updating) {
            return SOON;
        }
        Instant due = memory.restarts().nextAt();
        Instant next = due != null && due.isBefore(end) ? due : end;
        // The workers may have been asked shortly before the end.
        return next.isAfter(now) ? notAtOnce(Duration.between(now, next)) : JUST_MISSED;
    }

    private static Duration notAtOnce(Duration duration) {
        return duration.compareTo(SOON) < 0 ? SOON : duration;
    }
}
