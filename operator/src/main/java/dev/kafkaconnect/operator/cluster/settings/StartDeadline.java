package dev.kafkaconnect.operator.cluster.settings;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How long a worker may take to start: what it needs is processor time, so a worker that gets little of it gets longer. To restart
 * it earlier would be to begin again for ever. Pure.
 */
public final class StartDeadline {

    /** With all the processor time that it asks for. */
    private static final int SECONDS = 300;

    /** Seconds of processor time; a start was measured with 2 to 4, and with 33 where plug-ins are looked for among all classes. */
    private static final BigDecimal WORK = BigDecimal.valueOf(60);

    private StartDeadline() {}

    /** @return seconds */
    public static int of(ResourceRequirements resources) {
        return lowLimit(resources)
                .map(limit -> WORK.divide(limit.getNumericalAmount(), 0, RoundingMode.CEILING)
                        .intValueExact())
                .orElse(SECONDS);
    }

    /** The limit of processor time, if it is what makes a start slow. */
    public static Optional<Quantity> lowLimit(ResourceRequirements resources) {
        return Optional.ofNullable(resources.getLimits().get("cpu")).filter(StartDeadline::isLow);
    }

    private static boolean isLow(Quantity limit) {
        BigDecimal cores = limit.getNumericalAmount();
        return cores.signum() > 0 && cores.multiply(BigDecimal.valueOf(SECONDS)).compareTo(WORK) < 0;
    }
}
