package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Metrics;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether and where the workers offer metrics (spec.metrics). The agent and the rules by which it names metrics belong
 * together and are both in the image. Pure.
 */
public record MetricsSettings(boolean enabled, int port) {
    public static final String PORT = "METRICS_PORT";
    static final String PORT_NAME = "metrics";

    private static final int DEFAULT_PORT = 9404;

    public static MetricsSettings of(@Nullable Metrics spec) {
        return spec == null
                ? new MetricsSettings(false, DEFAULT_PORT)
                : new MetricsSettings(
                        Boolean.TRUE.equals(spec.getEnabled()),
                        Objects.requireNonNullElse(spec.getPort(), DEFAULT_PORT));
    }

    public PodPart part() {
        return enabled
                ? PodPart.env(new EnvVarBuilder()
                        .withName(PORT)
                        .withValue(String.valueOf(port))
                        .build())
                : PodPart.NOTHING;
    }

    public List<ContainerPort> ports() {
        return enabled
                ? List.of(new ContainerPortBuilder()
                        .withName(PORT_NAME)
                        .withContainerPort(port)
                        .withProtocol("TCP")
                        .build())
                : List.of();
    }
}
