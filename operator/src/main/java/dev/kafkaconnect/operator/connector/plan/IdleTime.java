package dev.kafkaconnect.operator.connector.plan;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a connector that runs without a task is given to create one, before it is taken to have nothing to do. Used by the verdict
 * and by what is remembered. Pure.
 */
public final class IdleTime {
    private static final Duration TASKS_AWAITED = Duration.ofMinutes(1);

    /** It was found to have nothing to do: whatever begins later does not change that. */
    static final Instant FOR_GOOD = Instant.EPOCH;

    private IdleTime() {}

    /** Since when it has been seen to run without a task, null when it was not. */
    static @Nullable Instant since(Observation look, ReconcileState before) {
        if (look.observed() == null || !look.observed().idle()) {
            return null;
        }
        return isOver(look, before) ? FOR_GOOD : begin(look, before);
    }

    public static boolean isOver(Observation look, ReconcileState memory) {
        return !look.asOf().isBefore(end(look, memory));
    }

    /** When it is over if nothing else begins. */
    public static Instant end(Observation look, ReconcileState memory) {
        return look.endOfWait(begin(look, memory), TASKS_AWAITED);
    }

    private static Instant begin(Observation look, ReconcileState memory) {
        Instant since = memory.idleSince();
        return since == null ? look.asOf() : since;
    }
}
