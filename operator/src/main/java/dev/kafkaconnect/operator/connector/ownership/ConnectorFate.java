package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.view.Fate;
import dev.kafkaconnect.operator.status.StatusWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Connectors mean for a connector that a standalone worker has. Pure. */
public final class ConnectorFate {
    public static final String DELETE = "Delete";
    public static final String STOP = "Stop";

    /** Policies under which something is sent; with Retain, and with what this version does not know, nothing is. */
    public static final Set<String> DELETES = Set.of(DELETE, STOP);

    private ConnectorFate() {}

    /** @param describing all Connectors that may speak for the connector */
    static Fate of(List<Connector> describing, Map<String, String> config, InitialState state) {
        Optional<Connector> stays = describing.stream()
                .filter(connector -> !StatusWriter.isTerminating(connector))
                .findFirst();
        if (stays.isPresent()) {
            return describing.stream().anyMatch(connector -> isJustSo(connector, config, state))
                    ? Fate.Managed
                    : Fate.Outdated;
        }
        return describing.stream()
                .map(connector -> String.valueOf(connector.getSpec().getDeletionPolicy()))
                .map(policy -> switch (policy) {
                    case DELETE -> Fate.Leaving;
                    case STOP -> Fate.Stopping;
                    default -> Fate.Unmanaged;
                })
                .findFirst()
                .orElse(Fate.Unmanaged);
    }

    private static boolean isJustSo(Connector connector, Map<String, String> config, InitialState state) {
        return ConnectorParser.parse(connector) instanceof Outcome.Parsed parsed
                && parsed.desired().config().equals(config)
                && parsed.desired().state()
                        == switch (state) {
                            case RUNNING -> TargetState.Running;
                            case PAUSED -> TargetState.Paused;
                            case STOPPED -> TargetState.Stopped;
                        };
    }
}
