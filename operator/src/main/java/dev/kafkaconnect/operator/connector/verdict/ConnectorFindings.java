package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
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
        ReconcileState memory) {

    /** The spec makes no sense; the connector goes on running with the old one, and is shown as it runs. */
    public static ConnectorFindings invalid(
            Verdict verdict, @Nullable ObservedConnector observed, ReconcileState memory) {
        return new ConnectorFindings(null, verdict, observed, observed == null, verdict, memory);
    }

    /** The workers were not asked, or did not answer. */
    public static ConnectorFindings unseen(DesiredConnector desired, Verdict verdict, ReconcileState memory) {
        return new ConnectorFindings(desired, verdict, null, true, null, memory);
    }

    /** Something is to be said whatever the spec is, and the workers were not asked. */
    public static ConnectorFindings unseen(ConnectorParser.Outcome spec, Verdict verdict, ReconcileState memory) {
        DesiredConnector desired = spec instanceof ConnectorParser.Outcome.Parsed parsed ? parsed.desired() : null;
        return new ConnectorFindings(desired, verdict, null, true, null, memory);
    }

    /** The workers have answered, and take the configuration as far as is known. */
    public static ConnectorFindings seen(
            DesiredConnector desired, Verdict verdict, @Nullable ObservedConnector observed, ReconcileState memory) {
        return new ConnectorFindings(desired, verdict, observed, false, null, memory);
    }

    /** With what speaks against the configuration. */
    public ConnectorFindings refused(@Nullable Verdict why) {
        return new ConnectorFindings(desired, verdict, observed, unreachable, why, memory);
    }
}
