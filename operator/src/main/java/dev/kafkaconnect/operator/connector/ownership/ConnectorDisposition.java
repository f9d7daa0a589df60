package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.view.Disposition;
import dev.kafkaconnect.operator.status.StatusWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Connectors mean for a connector that a standalone worker has. Pure. */
public final class ConnectorDisposition {
    public static final String DELETE = "Delete";
    public static final String STOP = "Stop";

    /** Policies under which something is sent; with Retain, and with what this version does not know, nothing is. */
    public static final Set<String> DELETES = Set.of(DELETE, STOP);

    private ConnectorDisposition() {}

    /** @param describing all Connectors that may speak for the connector */
    static Disposition of(List<Connector> describing, Map<String, String> config, InitialState state) {
        Optional<Connector> stays = describing.stream()
                .filter(connector -> !StatusWriter.isTerminating(connector))
                .findFirst();
        if (stays.isPresent()) {
            return describing.stream().anyMatch(connector -> isJustSo(connector, config, state))
                    ? Disposition.Managed
                    : Disposition.Outdated;
        }
        return describing.stream()
                .map(connector -> String.valueOf(connector.getSpec().getDeletionPolicy()))
                .map(policy -> switch (policy) {
                    case DELETE -> Disposition.Leaving;
                    case STOP -> Disposition.Stopping;
                    default -> Disposition.Unmanaged;
                })
                .findFirst()
                .orElse(Disposition.Unmanaged);
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
