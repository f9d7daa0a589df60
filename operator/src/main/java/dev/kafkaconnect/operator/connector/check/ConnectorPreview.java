package dev.kafkaconnect.operator.connector.check;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.admission.Opinion;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.ownership.ConnectorGate;
import dev.kafkaconnect.operator.connector.ownership.GatedConnector;
import dev.kafkaconnect.operator.connector.plan.ReconcileState.KeyError;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a Connector's status would say of its configuration, before it is stored. Asked by the webhook. The workers are asked for those
 * whom the ConnectCluster admits, about what the Connector itself says: no Secret is read for it, so that whoever may create a Connector
 * learns nothing here that applying it would not tell.
 *
 * @param redactors take the stored values of a connector out of a text
 */
public record ConnectorPreview(
        RedactedSessions sessions, ConnectorGate gate, BiFunction<ClusterId, String, UnaryOperator<String>> redactors) {

    public Opinion of(Connector connector, Optional<ConnectCluster> cluster) throws InterruptedException {
        GatedConnector gated = gate.gated(connector, cluster);
        return switch (gated.spec()) {
            case ConnectorParser.Outcome.Invalid invalid ->
                new Opinion.Refused(invalid.verdict().message());
            // What stands in the way may be gone when the Connector is looked after: its cluster may be created after
            // it.
            case ConnectorParser.Outcome.Parsed parsed ->
                gated.barred().isPresent() ? unchecked(gated.barred().get().message()) : asked(parsed.desired());
        };
    }

    private Opinion asked(DesiredConnector desired) throws InterruptedException {
        Optional<RedactedSession> session =
                sessions.find(desired.cluster(), redactors.apply(desired.cluster(), desired.connectName()));
        if (session.isEmpty()) {
            return unchecked("the workers do not run yet, or another replica of the operator looks after them");
        }
        if (!(session.get().view(desired.connectName()) instanceof ClusterView.Seen)) {
            return unchecked("the workers do not answer");
        }
        try {
            return session.get()
                    .checked(
                            desired.connectorClass(),
                            () -> ConfigCheck.ask(session.get().api(), desired))
                    .map(objection -> opinion(desired, objection))
                    .orElseGet(Opinion::accepted);
        } catch (ConnectFault fault) {
            return unchecked(fault.text());
        }
    }

    private static Opinion opinion(DesiredConnector desired, ConfigCheck.Objection objection) {
        Set<String> fromElsewhere =
                desired.referenced().sources().stream().map(ValueSource::key).collect(Collectors.toSet());
        if (!fromElsewhere.isEmpty()) {
            String others = objection.errors().stream()
                    .filter(error -> !fromElsewhere.contains(error.key()))
                    .map(ConnectorPreview::text)
                    .collect(Collectors.joining("; "));
            return Opinion.warned(
                    others.isEmpty()
                            ? "the workers have checked the configuration without the values of spec.configFrom"
                            : "the workers object to the configuration, which they have checked without the values of spec.configFrom: "
                                    + others);
        }
        // A plug-in may be on its way to the workers.
        return objection.verdict() instanceof Verdict.Stalled stalled && stalled.reason() == Reason.ConfigInvalid
                ? new Opinion.Refused(stalled.message())
                : Opinion.warned(objection.verdict().message());
    }

    private static String text(KeyError error) {
        return error.key() + ": " + error.message();
    }

    private static Opinion unchecked(String why) {
        return Opinion.warned("the workers have not checked the configuration: " + why);
    }
}
