package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.plan.ReadyIdle;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.Disposition;
import dev.kafkaconnect.operator.selection.WatchSelector;
import dev.kafkaconnect.operator.status.StatusWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which Connectors may speak for a connector of a cluster: the one place that decides it, for whatever is looked up, shown,
 * sent or deleted on behalf of a Connector. A Connector of a namespace that the cluster does not admit is no duplicate of another and
 * describes nothing, whatever it names. Needs no valid spec, just where the Connector is and what it names.
 */
public final class Ownership implements ManagedConnectors {
    /** Keeps a Connector from vanishing before its connector is dealt with. */
    public static final String FINALIZER = "kafkaconnect.dev/connector";

    /** Creation times are whole seconds; of two from the same second the one that runs keeps what it has. */
    public static final Comparator<Connector> AGE = Comparator.comparing(
                    (Connector connector) -> connector.getMetadata().getCreationTimestamp())
            .thenComparing(connector -> !runs(connector))
            .thenComparing(connector -> connector.getMetadata().getUid());

    private final ConnectorIndex index;
    private final BooleanSupplier complete;
    private final BooleanSupplier listed;
    private final WatchSelector selector;
    private volatile Predicate<String> namespaceEnds = namespace -> false;
    private volatile NamespaceAccess access = new NamespaceAccess(namespace -> Map.of());
    private volatile Function<ClusterId, Optional<ConnectCluster>> clusters = id -> Optional.empty();
    private volatile Function<ClusterId, List<Connector>> stored = id -> List.of();

    /** @param complete whether all Connectors are known, and all that there are are looked after */
    public Ownership(ConnectorIndex index, BooleanSupplier complete) {
        this(index, complete, complete, WatchSelector.EVERYTHING);
    }

    /**
     * @param listed whether all that are looked after are known
     * @param selector of what this operator looks after
     */
    public Ownership(ConnectorIndex index, BooleanSupplier complete, BooleanSupplier listed, WatchSelector selector) {
        this.index = index;
        this.listed = listed;
        this.complete = complete;
        this.selector = selector;
    }

    /** @param stored asks the API server for the Connectors that name the cluster */
    public void decideBy(
            NamespaceAccess current,
            Function<ClusterId, Optional<ConnectCluster>> known,
            Function<ClusterId, List<Connector>> stored) {
        this.access = current;
        this.clusters = known;
        this.stored = stored;
    }

    /** Of the Connectors that are in the index, and of the clusters that the same operator looks after. */
    public WatchSelector selector() {
        return selector;
    }

    public ConnectorIndex index() {
        return index;
    }

    public Optional<ConnectCluster> cluster(ClusterId id) {
        return clusters.apply(id);
    }

    /** @param ending whether everything in a namespace is being deleted */
    public void knowsEnding(Predicate<String> ending) {
        this.namespaceEnds = ending;
    }

    @Override
    public boolean namespaceEnds(String namespace) {
        return namespaceEnds.test(namespace);
    }

    public Consent consent(Connector connector, Optional<ConnectCluster> cluster) {
        return access.consent(connector, ConnectorParser.clusterOf(connector), cluster);
    }

    /** Those that its cluster admits now; where there is none, those that it admitted once. */
    List<Connector> describing(ClusterId id, String connectName) {
        Optional<ConnectCluster> cluster = clusters.apply(id);
        List<Connector> naming = index.naming(id, connectName);
        List<Connector> admitted = with(Consent.Given, naming, cluster);
        return admitted.isEmpty() ? with(Consent.Withdrawn, naming, cluster) : admitted;
    }

    private List<Connector> with(Consent consent, List<Connector> connectors, Optional<ConnectCluster> cluster) {
        return connectors.stream()
                .filter(connector -> consent(connector, cluster) == consent)
                .toList();
    }

    /** The Connector that is in charge of the same connector in place of this one. */
    Optional<Connector> olderTwin(Connector connector) {
        Comparator<Connector> order = Comparator.<Connector, Boolean>comparing(
                        candidate -> !isEstablished(candidate, clusters.apply(ConnectorParser.clusterOf(candidate))))
                .thenComparing(AGE);
        return describing(connector).stream()
                .filter(other -> !same(other, connector) && order.compare(other, connector) < 0)
                .min(order);
    }

    /** One that names a connector before its cluster admits it does not take it from the Connector that runs it meanwhile. */
    private static boolean isEstablished(Connector connector, Optional<ConnectCluster> cluster) {
        return isAtHome(connector)
                || cluster.filter(present -> NamespaceAccess.isRecorded(connector, present))
                        .isPresent();
    }

    /** Whether it is in the namespace of its cluster and needs no consent. */
    public static boolean isAtHome(Connector connector) {
        return ConnectorParser.clusterOf(connector)
                .namespace()
                .equals(connector.getMetadata().getNamespace());
    }

    /** Whether another Connector, one that stays, describes the same connector, so that it must outlive this one. */
    public boolean hasTwin(Connector connector) {
        return describing(connector).stream()
                .anyMatch(other -> !StatusWriter.isTerminating(other) && !same(other, connector));
    }

    private List<Connector> describing(Connector connector) {
        return describing(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector));
    }

    private static boolean same(Connector one, Connector other) {
        return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid());
    }

    public static boolean runs(Connector connector) {
        return connector.getStatus() != null && connector.getStatus().getType() != null;
    }

    @Override
    public boolean complete() {
        return complete.getAsBoolean();
    }

    @Override
    public boolean listed() {
        return listed.getAsBoolean();
    }

    @Override
    public SortedSet<String> leaving(ClusterId cluster) {
        return ending(cluster, StatusWriter::isTerminating);
    }

    @Override
    public SortedSet<String> staying(ClusterId cluster) {
        return ending(cluster, connector -> !StatusWriter.isTerminating(connector));
    }

    private SortedSet<String> ending(ClusterId id, Predicate<Connector> which) {
        Optional<ConnectCluster> cluster = clusters.apply(id);
        return index.naming(id).stream()
                .filter(which)
                .filter(connector -> connector.getMetadata().getFinalizers().contains(FINALIZER)
                        && ConnectorDisposition.DELETES.contains(
                                String.valueOf(connector.getSpec().getDeletionPolicy()))
                        && consent(connector, cluster) != Consent.None)
                .map(connector -> connector.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean describes(ClusterId cluster, String connectName) {
        return !describing(cluster, connectName).isEmpty();
    }

    @Override
    public boolean describesNow(ClusterId id, String connectName) {
        if (!complete() || unreadable(id) || describes(id, connectName)) {
            return true;
        }
        Optional<ConnectCluster> cluster = clusters.apply(id);
        return stored.apply(id).stream()
                .filter(connector -> ConnectorParser.clusterOf(connector).equals(id)
                        && ConnectorParser.connectName(connector).equals(connectName))
                .anyMatch(connector -> consent(connector, cluster) != Consent.None);
    }

    @Override
    public boolean mayBeIdle(ClusterId cluster, String connectName) {
        return describing(cluster, connectName).stream().anyMatch(ReadyIdle::holds);
    }

    @Override
    public boolean unreadable(ClusterId id) {
        Optional<ConnectCluster> cluster = clusters.apply(id);
        return index.unreadable().stream()
                .anyMatch(connector -> access.consent(connector, id, cluster) != Consent.None);
    }

    @Override
    public Disposition disposition(
            ClusterId cluster, String connectName, Map<String, String> config, InitialState state) {
        return ConnectorDisposition.of(describing(cluster, connectName), config, state);
    }
}
