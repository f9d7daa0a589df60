package dev.kafkaconnect.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long something that a resource needs may be missing before its resource is stalled: the same for every kind and every
 * reason. The status itself keeps the time, so that a restart of the operator does not begin it again. Pure; used by
 * {@link Conditions}.
 */
final class GraceTime {

    /** As long as Flux waits for a resource unless it is told otherwise. */
    static final Duration LENGTH = Duration.ofMinutes(5);

    private GraceTime() {}

    /**
     * Whether the condition tells of the same thing that is missing, in the same version of the spec.
     *
     * @param before Reconciling or Stalled, as last written
     */
    static boolean isCounted(Verdict.Awaiting missing, @Nullable Condition before, @Nullable Long generation) {
        return before != null
                && missing.reason().name().equals(before.getReason())
                && Objects.equals(generation, before.getObservedGeneration());
    }

    /** @param reconciling {@linkplain #isCounted counted}, as last written */
    static boolean isOver(Condition reconciling, Instant now) {
        return !now.isBefore(Instant.parse(reconciling.getLastTransitionTime()).plus(LENGTH));
    }
}
