package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.text.Scalars;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The consumer group by which a sink reads, as far as its Connector tells. Connect names it after the connector, so two sinks
 * of one name on one Kafka share it. Pure; called by {@code SharedGroups}, {@code ConnectorIndex} and {@code OffsetsFault}.
 */
public final class ConsumerGroup {

    /** Where the owner of the cluster allows it. */
    public static final String OVERRIDE = "consumer.override.group.id";

    /** Of every group that Connect itself names (org.apache.kafka.connect.util.SinkUtils). */
    private static final String PREFIX = "connect-";

    private ConsumerGroup() {}

    /** Empty where no topics are named, which every sink must, and where the name of the group comes from a Secret. */
    public static Optional<String> of(Connector connector) {
        Map<String, String> config = Scalars.of(connector.getSpec().getConfig()).values();
        boolean reads = Stream.concat(config.keySet().stream(), keysFromElsewhere(connector))
                .anyMatch(key -> key.equals("topics") || key.equals("topics.regex"));
        boolean hidden = keysFromElsewhere(connector).anyMatch(OVERRIDE::equals);
        return reads && !hidden ? Optional.of(named(config, ConnectorParser.connectName(connector))) : Optional.empty();
    }

    /** @param config of a sink */
    public static String named(Map<String, String> config, String connectName) {
        return config.getOrDefault(OVERRIDE, PREFIX + connectName);
    }

    private static Stream<String> keysFromElsewhere(Connector connector) {
        return ValueSource.of(connector).stream().map(ValueSource::key);
    }

    /** Whether it is a sink, as its workers say of it, or of its class before it exists. */
    public static boolean isSink(Connector connector, ConnectCluster cluster) {
        String type =
                connector.getStatus() == null ? null : connector.getStatus().getType();
        return "sink".equals(type == null ? typeOfClass(connector.getSpec().get_class(), cluster) : type);
    }

    private static @Nullable String typeOfClass(String wanted, ConnectCluster cluster) {
        return cluster.getStatus() == null || cluster.getStatus().getPlugins() == null
                ? null
                : cluster.getStatus().getPlugins().stream()
                        .filter(plugin -> plugin.get_class() != null && PluginName.means(wanted, plugin.get_class()))
                        .map(plugin -> plugin.getType())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
