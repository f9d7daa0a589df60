package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.api.Connector;
import java.util.Objects;

/** Whether an earlier operator saw the workers take the configuration of this very generation. Pure. */
public final class ConfigAcceptance {

    private ConfigAcceptance() {}

    public static boolean holds(Connector connector) {
        return connector.getStatus() != null
                && connector.getStatus().getConditions() != null
                && connector.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("ConfigValid")
                                && condition.getStatus().equals("True")
                                && Objects.equals(
                                        condition.getObservedGeneration(),
                                        connector.getMetadata().getGeneration()));
    }
}
