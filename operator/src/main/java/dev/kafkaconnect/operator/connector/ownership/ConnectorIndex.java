package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConsumerGroup;
import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Reference;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds Connectors by what they name, from the informer's cache and without a scan. Whether they may speak for what they name
 * is for {@link Ownership} to say.
 */
public final class ConnectorIndex {
    private static final String BY_CLUSTER = "by-cluster";
    private static final String BY_CONNECT_NAME = "by-connect-name";
    private static final String BY_REFERENCE = "by-reference";

    private static final String BY_CONSUMER_GROUP = "by-consumer-group";
    private static final String GUESTS = "guests";
    private static final String UNREADABLE = "unreadable";

    private volatile @Nullable IndexerResourceCache<Connector> cache;

    public void readFrom(IndexerResourceCache<Connector> connectors) {
        connectors.addIndexers(Map.of(
                BY_CLUSTER,
                connector -> List.of(ConnectorParser.clusterOf(connector).toString()),
                BY_CONNECT_NAME,
                connector -> List.of(key(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector))),
                BY_REFERENCE,
                connector -> ValueSource.of(connector).stream()
                        .map(source -> source.reference().toString())
                        .distinct()
                        .toList(),
                BY_CONSUMER_GROUP,
                connector -> ConsumerGroup.of(connector).stream().toList(),
                GUESTS,
                connector -> Ownership.isAtHome(connector)
                        ? List.of()
                        : List.of(connector.getMetadata().getNamespace()),
                UNREADABLE,
                connector -> ConnectorParser.clusterOf(connector).name().isEmpty() ? List.of(UNREADABLE) : List.of()));
        this.cache = connectors;
    }

    private static String key(ClusterId cluster, String connectName) {
        return cluster + "/" + connectName;
    }

    private List<Connector> find(String index, String key) {
        IndexerResourceCache<Connector> connectors = cache;
        return connectors == null ? List.of() : connectors.byIndex(index, key);
    }

    public Set<ResourceID> ofCluster(ClusterId cluster) {
        return ids(naming(cluster));
    }

    /** Admitted or not. */
    List<Connector> naming(ClusterId cluster) {
        return find(BY_CLUSTER, cluster.toString());
    }

    /** Those that take a value from the Secret or ConfigMap. */
    public Set<ResourceID> referringTo(Reference reference) {
        return ids(find(BY_REFERENCE, reference.toString()));
    }

    public Set<ResourceID> named(ClusterId cluster, String connectName) {
        return ids(naming(cluster, connectName));
    }

    private static Set<ResourceID> ids(List<Connector> connectors) {
        return connectors.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
    }

    /** Those that name topics and would read them by this consumer group if they are sinks. */
    public List<Connector> inGroup(String group) {
        return find(BY_CONSUMER_GROUP, group);
    }

    public Set<ResourceID> readingWith(Connector connector) {
        return ids(ConsumerGroup.of(connector).map(this::inGroup).orElse(List.of()));
    }

    /** Admitted or not. */
    List<Connector> naming(ClusterId cluster, String connectName) {
        return find(BY_CONNECT_NAME, key(cluster, connectName));
    }

    /** Those whose reference to a cluster is in words of a later version of the definition. */
    List<Connector> unreadable() {
        return find(UNREADABLE, UNREADABLE);
    }

    /** Those that need the consent of a cluster's owner to be in this namespace, with all that name the same connector. */
    public Set<ResourceID> concernedByLabels(String namespace) {
        return find(GUESTS, namespace).stream()
                .flatMap(guest -> named(ConnectorParser.clusterOf(guest), ConnectorParser.connectName(guest)).stream())
                .collect(Collectors.toSet());
    }
}
