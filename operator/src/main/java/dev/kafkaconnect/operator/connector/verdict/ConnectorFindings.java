package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.status.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one pass over a Connector learned; {@link ConnectorStatusFactory} makes the status of it.
 *
 * @param desired null when the spec makes no sense
 * @param verdict what the pass concludes
 * @param observed null when the connector was not seen
 * @param unreachable whether the workers could not be asked, so that nothing is known
 * @param refusal why the workers do not take the configuration, null when they do
 * @param memory what was done so far
 */
public record ConnectorFindings(
        @Nullable DesiredConnector desired,
        Verdict verdict,
        @Nullable ObservedConnector observed,
        boolean unreachable,
        @Nullable Verdict refusal,
        ReconcileState memory) {}
