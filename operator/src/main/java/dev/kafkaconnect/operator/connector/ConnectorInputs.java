package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was read for a pass before anything is decided. Made and read by {@link ConnectorReconciliation}. */
sealed interface ConnectorInputs {

    /**
     * The spec makes no sense.
     *
     * @param observed what runs by an earlier spec, null when nothing was seen, or the Connector may not speak for it
     */
    record Invalid(Verdict verdict, @Nullable ObservedConnector observed) implements ConnectorInputs {}

    /** The Connector must not be looked after. */
    record Barred(DesiredConnector desired, Verdict verdict) implements ConnectorInputs {}

    /**
     * The workers say nothing.
     *
     * @param awaitedSince from when on their first poll has been waited for; of no meaning after it
     */
    record Unanswered(DesiredConnector desired, ClusterView view, Instant awaitedSince) implements ConnectorInputs {}

    /**
     * The workers were seen.
     *
     * @param desired with its values, or with the reason why they are not known
     * @param heldBack why a connector that does not exist yet is not created
     * @param paused whether nothing is to be changed
     */
    record Answered(
            Connector connector,
            DesiredConnector desired,
            Observation look,
            RedactedSession session,
            Optional<Verdict> heldBack,
            boolean paused)
            implements ConnectorInputs {}
}
