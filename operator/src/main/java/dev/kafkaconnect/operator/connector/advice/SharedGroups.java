package dev.kafkaconnect.operator.connector.advice;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.Consent;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConsumerGroup;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds sinks that would read by one consumer group on one Kafka, for whichever ConnectClusters: Kafka would give each a part
 * of the records, unnoticed. The one that was there first keeps the group. Called by {@code ConnectorReconciliation} and
 * {@code ConnectorAdvice}; asks neither workers nor Kafka.
 */
public final class SharedGroups {

    /** How advice about groups begins; tells it from other advice. */
    public static final String BEGINNING = "the consumer group ";

    private final ConnectorIndex index;
    private final Ownership ownership;

    public SharedGroups(ConnectorIndex index, Ownership ownership) {
        this.index = index;
        this.ownership = ownership;
    }

    /** Why a connector that does not exist yet is not created. */
    public Optional<Verdict> heldBack(Connector connector) {
        return sharing(connector).stream()
                .filter(other -> Ownership.AGE.compare(other, connector) < 0 || Ownership.runs(other))
                .min(Ownership.AGE)
                .map(first -> new Verdict.Stalled(
                        Reason.ConsumerGroupConflict,
                        "the sink would share the consumer group %s with Connector %s on the same Kafka, and each would get a part of the records; give it another spec.connectorName in a new Connector, which gives it another group, or stop one of the two (spec.state: Stopped)"
                                .formatted(ConsumerGroup.of(connector).orElseThrow(), named(first))));
    }

    /** What the status of a sink says if other sinks share its group, or want to; nothing if none does. */
    public List<String> advice(Connector connector) {
        List<Connector> others = sharing(connector);
        return others.isEmpty()
                ? List.of()
                : List.of(BEGINNING
                        + "%s is also that of Connector %s on the same Kafka, so that each gets a part of the records; give one of them another spec.connectorName in a new Connector, which gives it another group"
                                .formatted(
                                        ConsumerGroup.of(connector).orElseThrow(),
                                        others.stream()
                                                .map(SharedGroups::named)
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
    }

    private List<Connector> sharing(Connector connector) {
        Optional<String> group = ConsumerGroup.of(connector);
        Optional<String> kafka = kafkaOf(connector);
        return group.isEmpty() || kafka.isEmpty() || !reads(connector)
                ? List.of()
                : index.inGroup(group.get()).stream()
                        .filter(other -> !describesTheSame(other, connector)
                                && reads(other)
                                && kafkaOf(other).equals(kafka))
                        .toList();
    }

    /** The Kafka of its cluster, if it has been asked, and if the cluster admits the Connector. */
    private Optional<String> kafkaOf(Connector connector) {
        Optional<ConnectCluster> cluster = ownership.cluster(ConnectorParser.clusterOf(connector));
        return ownership.consent(connector, cluster) == Consent.Given
                ? cluster.map(ConnectCluster::getStatus).map(status -> status.getKafkaClusterId())
                : Optional.empty();
    }

    /** A sink that is stopped has no consumer: its group can go on elsewhere. */
    private boolean reads(Connector connector) {
        return !StatusWriter.isTerminating(connector)
                && !Objects.equals(connector.getSpec().getState(), DesiredConnector.TargetState.Stopped.name())
                && ownership
                        .cluster(ConnectorParser.clusterOf(connector))
                        .filter(cluster -> ConsumerGroup.isSink(connector, cluster))
                        .isPresent();
    }

    private static boolean describesTheSame(Connector one, Connector other) {
        ClusterId cluster = ConnectorParser.clusterOf(one);
        return cluster.equals(ConnectorParser.clusterOf(other))
                && ConnectorParser.connectName(one).equals(ConnectorParser.connectName(other));
    }

    private static String named(Connector connector) {
        return connector.getMetadata().getNamespace() + "/"
                + connector.getMetadata().getName();
    }
}
