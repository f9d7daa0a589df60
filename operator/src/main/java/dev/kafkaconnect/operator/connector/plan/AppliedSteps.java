package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a pass so far. Made by {@code ConnectorActor}; read by the verdict and by what sends events.
 *
 * @param memory with everything that was done
 * @param done the steps that were carried out
 * @param corrected keys that another client had changed, as far as that was undone
 * @param problem what stopped the steps, null when all were carried out
 * @param untidy whether values that the configuration no longer refers to are still in use
 */
public record AppliedSteps(
        ReconcileState memory,
        List<Step> done,
        Set<String> corrected,
        @Nullable Verdict problem,
        boolean untidy) {

    public static AppliedSteps none(ReconcileState memory) {
        return new AppliedSteps(memory, List.of(), Set.of(), null, false);
    }

    public boolean isStopped() {
        return problem != null;
    }

    public AppliedSteps with(ReconcileState current) {
        return new AppliedSteps(current, done, corrected, problem, untidy);
    }

    public AppliedSteps and(Step step) {
        return new AppliedSteps(
                memory, Stream.concat(done.stream(), Stream.of(step)).toList(), corrected, problem, untidy);
    }

    public AppliedSteps stopped(ReconcileState current, Verdict why) {
        return new AppliedSteps(current, done, corrected, why, untidy);
    }

    /** With what else stands in the way, unless something stopped the steps already. */
    public AppliedSteps orStopped(@Nullable Verdict why) {
        return isStopped() ? this : new AppliedSteps(memory, done, corrected, why, untidy);
    }

    /** @param drift keys that another client had changed when the configuration was sent, if it was */
    public AppliedSteps correcting(Set<String> drift, Instant now) {
        return drift.isEmpty() || !done.contains(new Step.PutConfig())
                ? this
                : new AppliedSteps(
                        memory.with(memory.driftGuard().and(now.truncatedTo(ChronoUnit.SECONDS))),
                        done,
                        drift,
                        problem,
                        untidy);
    }

    public AppliedSteps untidy(boolean current) {
        return new AppliedSteps(memory, done, corrected, problem, current);
    }
}
