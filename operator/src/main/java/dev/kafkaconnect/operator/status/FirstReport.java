package dev.kafkaconnect.operator.status;

import org.jspecify.annotations.Nullable;

/**
 * Whether the operator has reported on a resource at all. The definitions give a new one the observedGeneration -1, so that kstatus
 * does not take it for current. Others may have written conditions of their own meanwhile.
 */
public final class FirstReport {
    private static final Long NOT_YET = -1L;

    private FirstReport() {}

    /** @param observedGeneration of a status that is there */
    public static boolean isDue(@Nullable Long observedGeneration) {
        return NOT_YET.equals(observedGeneration);
    }
}
