package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.ConnectorPass.Look;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a pass over a connector comes to: the verdict, and when to look again. Called by {@link ConnectorPass} after the steps
 * were carried out; does nothing itself.
 *
 * @param verdict what the pass concludes
 * @param refusal why the configuration is not in effect on the workers, null when nothing is against it
 */
record Conclusion(Verdict verdict, @Nullable Verdict refusal) {

    static final Duration SOON = Duration.ofMillis(300);

    /** A rebalance is over within seconds: what it put off is repeated soon, until it is plain that something else is wrong. */
    private static final Duration WHILE_REBALANCING = Duration.ofSeconds(1);

    private static final int REBALANCES = 12;
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    /**
     * @param memory with everything that was done in the pass
     * @param trouble what stopped the steps, null when all were carried out
     * @param drift keys that somebody else had changed
     * @param acted whether there were steps to carry out
     */
    static Conclusion of(
            DesiredConnector desired,
            Look look,
            Memory memory,
            @Nullable Verdict trouble,
            Set<String> drift,
            boolean acted,
            Instant now) {
        Verdict refusal = refusal(desired, memory, drift, now);
        return new Conclusion(
                refusal != null ? refusal : trouble != null ? trouble : verdict(desired, look, memory, acted), refusal);
    }

    private static @Nullable Verdict refusal(DesiredConnector desired, Memory memory, Set<String> drift, Instant now) {
        if (desired.referenced().missing() != null) {
            return desired.referenced().missing();
        }
        Memory.Refusal refusal = memory.refusal();
        if (refusal != null && memory.refuses(desired.config(), now)) {
            return refusal.verdict();
        }
        return !drift.isEmpty() && memory.corrections().tooMany(now)
                ? new Verdict.Stalled(
                        Reason.ConfigContested,
                        "something else keeps changing %s on the workers; put right %d times and left alone until %s. Find out who does it"
                                .formatted(
                                        String.join(", ", drift),
                                        Corrections.MANY,
                                        memory.corrections().until()))
                : null;
    }

    private static Verdict verdict(DesiredConnector desired, Look look, Memory memory, boolean acted) {
        if (acted
                || !look.asOf().isAfter(memory.writes().last())
                || Drift.isNotShownYet(look.observed(), look.asOf(), memory)) {
            return look.observed() == null
                    ? new Verdict.Waiting(Reason.Creating, "the connector is being created")
                    : new Verdict.Waiting(Reason.Updating, "a change is being taken up");
        }
        if (desired.changesOffsets(memory)) {
            return new Verdict.Waiting(Reason.ChangingOffsets, "the connector is stopped to change its offsets");
        }
        return OffsetsVerdict.of(desired, memory, ConnectorVerdict.of(desired, look, memory));
    }

    /** How long to wait, at the latest, until the next pass. */
    Duration again(RestartPolicy policy, Memory memory, Instant now) {
        if (verdict instanceof Verdict.Ready) {
            Duration anew = memory.restarts().untilForgotten(policy, now);
            return anew.isPositive() && anew.compareTo(ConnectorPass.RESYNC) < 0 ? anew : ConnectorPass.RESYNC;
        }
        if (verdict.reason() == Reason.ValuesPending) {
            return SOON;
        }
        if (memory.refusal() != null && verdict.equals(memory.refusal().verdict())) {
            return notAtOnce(Duration.between(now, memory.refusal().until()));
        }
        Instant restart = memory.restarts().nextAt();
        if (restart != null) {
            return notAtOnce(Duration.between(now, restart));
        }
        if (memory.writes().failures() > 0) {
            return jittered(untilRepeated(memory.writes().failures()));
        }
        // While a change is fresh its outcome is awaited; later only an observation that differs is news.
        Instant last = memory.writes().last();
        boolean fresh = !last.equals(Instant.MIN) && now.isBefore(last.plus(ClusterSession.CLOSE_WATCH));
        return fresh ? SOON : ConnectorPass.RESYNC;
    }

    private static Duration untilRepeated(int failures) {
        Duration pause = SOON.multipliedBy(1L << Math.min(failures - 1, 7));
        Duration longest = failures <= REBALANCES ? WHILE_REBALANCING : LONGEST_RETRY;
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    private static Duration notAtOnce(Duration duration) {
        return duration.compareTo(SOON) < 0 ? SOON : duration;
    }

    /** Many connectors that failed together do not come back together. */
    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }
}
