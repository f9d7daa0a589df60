package dev.kafkaconnect.operator.requests;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost frame of a pass. The framework never looks again at a resource whose pass ends with an {@link Error}, and tells
 * nobody; and of a fault of the operator the log must tell where it is, while a request that failed is one line, which the
 * framework writes. Called by the reconcilers.
 */
public final class ReconciliationGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationGuard.class);

    private ReconciliationGuard() {}

    /**
     * @param whom whose turn it is when requests to the API server wait for others
     * @throws RuntimeException whatever ended the pass, to be repeated by the framework
     */
    public static <T> T guarded(String whom, Supplier<T> pass) {
        try {
            return Behalf.of(whom, pass);
        } catch (RuntimeException | Error fault) {
            if (!ApiFailure.passes(fault) && ApiRefusal.of(fault).isEmpty()) {
                LOG.atError().setCause(fault).log("A pass failed");
            }
            throw fault instanceof RuntimeException usual
                    ? usual
                    : new IllegalStateException(
                            "a pass ended with " + fault.getClass().getName(), fault);
        }
    }
}
