package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.NamespaceAccess;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.runtime.TriggerEventSource;
import dev.kafkaconnect.operator.status.StatusWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What leads to a pass over a Connector: changes of itself, of its cluster and of namespaces, what the observer saw, and other
 * Connectors that come or go. Keeps a {@link TrackedConnector} for each that is there. Used by {@link ConnectorReconciler}; knows
 * nothing of what happens in a pass.
 */
final class ConnectorEventSources {
    private final Ownership ownership;
    private final ConnectorIndex index;
    private final RedactedSessions sessions;
    private final References references;
    private final boolean readsNamespaces;
    private final Clock clock;
    private final TriggerEventSource<Connector> triggers = new TriggerEventSource<>("observer", this::gone);
    private final Map<String, TrackedConnector> tracked = new ConcurrentHashMap<>();

    /** @param readsNamespaces whether the operator may; without, none has labels or is ever being deleted */
    ConnectorEventSources(
            Ownership ownership,
            RedactedSessions sessions,
            References references,
            boolean readsNamespaces,
            Clock clock) {
        this.ownership = ownership;
        this.index = ownership.index();
        this.sessions = sessions;
        this.references = references;
        this.readsNamespaces = readsNamespaces;
        this.clock = clock;
    }

    /** What is remembered of a Connector; of one that is not looked after, what its status tells. */
    TrackedConnector recall(Connector connector) {
        return find(connector).orElseGet(() -> TrackedConnector.fromStatus(connector, clock.instant()));
    }

    /** What is remembered of a Connector, which is looked after from now on. */
    TrackedConnector track(Connector connector) {
        return find(connector).orElseGet(() -> firstSeen(connector));
    }

    private Optional<TrackedConnector> find(Connector connector) {
        return Optional.ofNullable(tracked.get(connector.getMetadata().getUid()));
    }

    private TrackedConnector firstSeen(Connector connector) {
        TrackedConnector recalled = TrackedConnector.fromStatus(connector, clock.instant());
        tracked.put(connector.getMetadata().getUid(), recalled);
        ownershipChanged(connector);
        index.readingWith(connector).forEach(triggers::wake);
        return recalled;
    }

    private void gone(Connector connector) {
        tracked.remove(connector.getMetadata().getUid());
        // A twin that waited for this one takes over.
        index.named(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector))
                .forEach(triggers::wake);
        index.readingWith(connector).forEach(triggers::wake);
        ownershipChanged(connector);
    }

    /** The set of unmanaged connectors of its cluster has changed. */
    void ownershipChanged(Connector connector) {
        sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
    }

    List<EventSource<?, Connector>> prepare(EventSourceContext<Connector> context) {
        index.readFrom(context.getPrimaryCache());
        sessions.addListener(new ConnectorTrigger(triggers, index));
        references.addListener(reference -> {
            // What changes before the framework runs is read by the first passes anyway.
            if (triggers.isRunning()) {
                index.referringTo(reference).forEach(triggers::wake);
            }
        });
        InformerEventSource<ConnectCluster, Connector> clusters = clusters(context);
        Optional<InformerEventSource<Namespace, Connector>> namespaces =
                readsNamespaces ? Optional.of(namespaces(context)) : Optional.empty();
        Function<String, Optional<Namespace>> read =
                name -> namespaces.flatMap(known -> known.get(new ResourceID(name)));
        ownership.decideBy(
                new NamespaceAccess(name -> labels(read.apply(name))),
                id -> clusters.get(new ResourceID(id.name(), id.namespace())),
                id -> stored(id, context));
        ownership.knowsEnding(
                name -> read.apply(name).map(StatusWriter::isTerminating).orElse(false));
        return Stream.<EventSource<?, Connector>>concat(Stream.of(triggers, clusters), namespaces.stream())
                .toList();
    }

    private InformerEventSource<ConnectCluster, Connector> clusters(EventSourceContext<Connector> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConnectCluster.class, Connector.class)
                        .withSecondaryToPrimaryMapper(cluster -> index.ofCluster(new ClusterId(
                                cluster.getMetadata().getNamespace(),
                                cluster.getMetadata().getName())))
                        .withPrimaryToSecondaryMapper((Connector connector) -> {
                            ClusterId id = ConnectorParser.clusterOf(connector);
                            return Set.of(new ResourceID(id.name(), id.namespace()));
                        })
                        // Its status changes with every connector; only what it is meant to be concerns them, and who
                        // looks after it.
                        .withOnUpdateFilter((now, before) -> hasNewGeneration(now, before)
                                || StatusWriter.isTerminating(now)
                                || hasOtherLabels(now, before))
                        .build(),
                context);
    }

    /** Their labels decide about consent. */
    private InformerEventSource<Namespace, Connector> namespaces(EventSourceContext<Connector> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Namespace.class, Connector.class)
                        .withWatchAllNamespaces()
                        .withSecondaryToPrimaryMapper(namespace ->
                                index.concernedByLabels(namespace.getMetadata().getName()))
                        .withOnUpdateFilter(ConnectorEventSources::hasOtherLabels)
                        .build(),
                context);
    }

    private static Map<String, String> labels(Optional<Namespace> namespace) {
        return namespace.map(present -> present.getMetadata().getLabels()).orElse(Map.of());
    }

    /** Of the namespaces that are watched: the operator may have no permission to read others. */
    private static List<Connector> stored(ClusterId cluster, EventSourceContext<Connector> context) {
        InformerConfiguration<Connector> watched =
                context.getControllerConfiguration().getInformerConfig();
        var connectors = context.getClient().resources(Connector.class);
        return (watched.watchAllNamespaces()
                        ? Stream.of(connectors.inAnyNamespace())
                        : watched.getNamespaces().stream().map(connectors::inNamespace))
                .flatMap(scope -> scope.withField("spec.clusterRef.name", cluster.name()).list().getItems().stream())
                .toList();
    }

    /** By default only a change of the spec leads to a pass; restarts and pauses are asked for by annotations. */
    static void alsoForAnnotations(ControllerConfigurationOverrider<Connector> controller) {
        controller
                .withGenerationAware(false)
                .withOnUpdateFilter((now, before) -> hasNewGeneration(now, before)
                        || !Objects.equals(
                                now.getMetadata().getAnnotations(),
                                before.getMetadata().getAnnotations())
                        || !Objects.equals(
                                now.getMetadata().getFinalizers(),
                                before.getMetadata().getFinalizers())
                        || StatusWriter.isTerminating(now));
    }

    private static boolean hasOtherLabels(HasMetadata now, HasMetadata before) {
        return !Objects.equals(
                now.getMetadata().getLabels(), before.getMetadata().getLabels());
    }

    private static boolean hasNewGeneration(HasMetadata now, HasMetadata before) {
        return !Objects.equals(
                now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
    }
}
