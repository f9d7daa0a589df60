package dev.kafkaconnect.e2e.support.figures;

import java.time.Instant;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out the tests with the tag {@code figure} that would begin after the time at which {@code make bench} has to come to its
 * end, and notes which. Found by JUnit itself; without {@code BENCH_UNTIL}, in seconds since 1970, nothing is left out.
 */
public final class TimeForFigures implements ExecutionCondition {
    private static final String UNTIL = "BENCH_UNTIL";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String until = System.getenv(UNTIL);
        if (until == null
                || !context.getTags().contains("figure")
                || Instant.now().getEpochSecond() < Long.parseLong(until)) {
            return ConditionEvaluationResult.enabled("there is time");
        }
        String left = context.getTestMethod()
                .map(method -> context.getRequiredTestClass().getSimpleName() + "." + method.getName())
                .orElse(context.getDisplayName());
        Figures.notMeasured(left + " did not fit into the time");
        return ConditionEvaluationResult.disabled("no time is left for it");
    }
}
