package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.Fate;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.status.StatusWriter;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds Connectors by their cluster and by their name inside Connect, from the informer's cache and without a scan. */
public final class ConnectorIndex implements ManagedConnectors {
    private static final String BY_CLUSTER = "by-cluster";
    private static final String BY_CONNECT_NAME = "by-connect-name";
    private static final String BY_REFERENCE = "by-reference";

    /** Creation times are whole seconds; of two from the same second the one that runs keeps what it has. */
    private static final Comparator<Connector> AGE = Comparator.comparing(
                    (Connector connector) -> connector.getMetadata().getCreationTimestamp())
            .thenComparing(connector -> !runs(connector))
            .thenComparing(connector -> connector.getMetadata().getUid());

    private final BooleanSupplier complete;
    private volatile @Nullable IndexerResourceCache<Connector> cache;

    /** @param complete whether the informer has listed all Connectors */
    public ConnectorIndex(BooleanSupplier complete) {
        this.complete = complete;
    }

    @Override
    public boolean complete() {
        return complete.getAsBoolean();
    }

    private static boolean runs(Connector connector) {
        return connector.getStatus() != null && connector.getStatus().getType() != null;
    }

    void readFrom(IndexerResourceCache<Connector> connectors) {
        connectors.addIndexers(Map.of(
                BY_CLUSTER,
                connector -> List.of(ConnectorParser.clusterOf(connector).toString()),
                BY_CONNECT_NAME,
                connector -> List.of(key(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector))),
                BY_REFERENCE,
                connector -> ValueSource.of(connector).stream()
                        .map(source -> source.reference().toString())
                        .distinct()
                        .toList()));
        this.cache = connectors;
    }

    private static String key(ClusterId cluster, String connectName) {
        return cluster + "/" + connectName;
    }

    private List<Connector> find(String index, String key) {
        IndexerResourceCache<Connector> connectors = cache;
        return connectors == null ? List.of() : connectors.byIndex(index, key);
    }

    Set<ResourceID> ofCluster(ClusterId cluster) {
        return ids(find(BY_CLUSTER, cluster.toString()));
    }

    /** Those that take a value from the Secret or ConfigMap. */
    Set<ResourceID> referringTo(Reference reference) {
        return ids(find(BY_REFERENCE, reference.toString()));
    }

    Set<ResourceID> named(ClusterId cluster, String connectName) {
        return ids(find(BY_CONNECT_NAME, key(cluster, connectName)));
    }

    private static Set<ResourceID> ids(List<Connector> connectors) {
        return connectors.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
    }

    /** The oldest other Connector that describes the same connector and came before this one. */
    Optional<Connector> olderTwin(Connector connector) {
        ClusterId cluster = ConnectorParser.clusterOf(connector);
        return find(BY_CONNECT_NAME, key(cluster, ConnectorParser.connectName(connector))).stream()
                .filter(other -> !Objects.equals(
                                other.getMetadata().getUid(),
                                connector.getMetadata().getUid())
                        && AGE.compare(other, connector) < 0)
                .min(AGE);
    }

    /** Whether another Connector, one that stays, describes the same connector, so that it must outlive this one. */
    boolean hasTwin(Connector connector) {
        String key = key(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector));
        return find(BY_CONNECT_NAME, key).stream()
                .anyMatch(other -> !StatusWriter.isTerminating(other)
                        && !Objects.equals(
                                other.getMetadata().getUid(),
                                connector.getMetadata().getUid()));
    }

    @Override
    public Fate fate(ClusterId cluster, String connectName, Map<String, String> config, InitialState state) {
        return ConnectorFate.of(find(BY_CONNECT_NAME, key(cluster, connectName)), config, state);
    }

    @Override
    public boolean describes(ClusterId cluster, String connectName) {
        return !find(BY_CONNECT_NAME, key(cluster, connectName)).isEmpty();
    }
}
