package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.ownership.ConnectorGate;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.NamespaceAccess;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.ReconcileStateFromStatus;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.connector.verdict.ConnectorStatusFactory;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.requests.ApiFailure;
import dev.kafkaconnect.operator.requests.ApiRefusal;
import dev.kafkaconnect.operator.requests.ReconciliationGuard;
import dev.kafkaconnect.operator.runtime.TriggerEventSource;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Reconciles Connectors: one {@link ConnectorReconciliation} and one status patch at most. Each Connector has a queue of its own, so
 * one that hangs holds up no other.
 */
@ControllerConfiguration(name = "connector", finalizerName = Ownership.FINALIZER)
public final class ConnectorReconciler implements Reconciler<Connector>, Cleaner<Connector> {

    /** Whatever happens on the workers sends an event; this is for what was missed. */
    public static final Duration RESYNC = Assessment.RESYNC;

    private final ConnectorReconciliation pass;
    private final ConnectorDeletion deletion;
    private final ConnectorGate gate;
    private final Ownership ownership;
    private final ConnectorIndex index;
    private final RedactedSessions sessions;
    private final References references;
    private final ConnectorEvents connectorEvents;
    private final ConnectorAdvice asides;
    private final Clock clock;
    private final TriggerEventSource<Connector> triggers;
    private final Map<String, ReconcileState> memories = new ConcurrentHashMap<>();

    public ConnectorReconciler(
            ConnectorIndex index,
            Ownership ownership,
            ConnectorDeletion deletion,
            RedactedSessions sessions,
            ConnectorValues values,
            OffsetsOnce offsets,
            References references,
            Events events,
            KubernetesClient client,
            Clock clock) {
        this.connectorEvents = new ConnectorEvents(events);
        this.gate = new ConnectorGate(ownership);
        SharedGroups groups = new SharedGroups(index, ownership);
        this.pass = new ConnectorReconciliation(sessions, values, groups, offsets, clock);
        this.asides = new ConnectorAdvice(
                sessions, values, groups, new OffsetsExport(new OffsetsConfigMap(client), clock), clock);
        this.deletion = deletion;
        this.index = index;
        this.ownership = ownership;
        this.sessions = sessions;
        this.references = references;
        this.clock = clock;
        this.triggers = new TriggerEventSource<>("observer", this::gone);
    }

    @Override
    public List<EventSource<?, Connector>> prepareEventSources(EventSourceContext<Connector> context) {
        index.readFrom(context.getPrimaryCache());
        sessions.addListener(new ConnectorTrigger(triggers, index));
        references.addListener(reference -> {
            // What changes before the framework runs is read by the first passes anyway.
            if (triggers.isRunning()) {
                index.referringTo(reference).forEach(triggers::wake);
            }
        });
        InformerEventSource<ConnectCluster, Connector> clusters = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConnectCluster.class, Connector.class)
                        .withSecondaryToPrimaryMapper(cluster -> index.ofCluster(idOf(cluster)))
                        .withPrimaryToSecondaryMapper((Connector connector) -> {
                            ClusterId id = ConnectorParser.clusterOf(connector);
                            return Set.of(new ResourceID(id.name(), id.namespace()));
                        })
                        // Its status changes with every connector; only what it is meant to be concerns them.
                        .withOnUpdateFilter((now, before) -> !Objects.equals(
                                        now.getMetadata().getGeneration(),
                                        before.getMetadata().getGeneration())
                                || StatusWriter.isTerminating(now))
                        .build(),
                context);
        InformerEventSource<Namespace, Connector> namespaces = namespaces(context);
        ownership.decideBy(
                new NamespaceAccess(name -> labels(namespaces.get(new ResourceID(name)))),
                id -> clusters.get(new ResourceID(id.name(), id.namespace())),
                id -> stored(id, context));
        ownership.knowsEnding(name -> namespaces
                .get(new ResourceID(name))
                .map(StatusWriter::isTerminating)
                .orElse(false));
        return List.of(triggers, clusters, namespaces);
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

    /** Their labels decide about consent. */
    private InformerEventSource<Namespace, Connector> namespaces(EventSourceContext<Connector> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Namespace.class, Connector.class)
                        .withWatchAllNamespaces()
                        .withSecondaryToPrimaryMapper(namespace ->
                                index.concernedByLabels(namespace.getMetadata().getName()))
                        .withOnUpdateFilter((now, before) -> !Objects.equals(
                                now.getMetadata().getLabels(),
                                before.getMetadata().getLabels()))
                        .build(),
                context);
    }

    private static Map<String, String> labels(Optional<Namespace> namespace) {
        return namespace.map(present -> present.getMetadata().getLabels()).orElse(Map.of());
    }

    /** By default only a change of the spec leads to a pass; restarts and pauses are asked for by annotations. */
    public static void alsoForAnnotations(ControllerConfigurationOverrider<Connector> controller) {
        controller
                .withGenerationAware(false)
                .withOnUpdateFilter((now, before) -> !Objects.equals(
                                now.getMetadata().getGeneration(),
                                before.getMetadata().getGeneration())
                        || !Objects.equals(
                                now.getMetadata().getAnnotations(),
                                before.getMetadata().getAnnotations())
                        || !Objects.equals(
                                now.getMetadata().getFinalizers(),
                                before.getMetadata().getFinalizers())
                        || StatusWriter.isTerminating(now));
    }

    private static ClusterId idOf(ConnectCluster cluster) {
        return new ClusterId(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    }

    @Override
    public UpdateControl<Connector> reconcile(Connector connector, Context<Connector> context) {
        return ReconciliationGuard.guarded(behalf(connector), () -> look(connector, context));
    }

    private UpdateControl<Connector> look(Connector connector, Context<Connector> context) {
        Optional<ConnectCluster> cluster = context.getSecondaryResource(ConnectCluster.class);
        Optional<Verdict> barred = gate.barred(connector, cluster);
        ReconcileState memory = withEvidence(connector, cluster, barred.isEmpty(), recall(connector), context);
        if (connector.getStatus() == null) {
            // A resource without conditions counts as current; acting on it may take a while.
            write(connector, new Verdict.Waiting(Reason.Creating, "the connector is being checked"), context);
        }
        if (barred.isEmpty()) {
            deletion.described(connector);
        }
        ConnectorReconciliation.Result result = pass.run(connector, cluster, barred, memory);
        memories.put(connector.getMetadata().getUid(), result.memory());
        connectorEvents.of(connector, result.appliedSteps());
        ConnectorAdvice.Change aside = asides.look(connector, result.findings());
        connectorEvents.of(connector, aside);
        ConnectorFindings findings = result.findings();
        if (findings != null) {
            write(connector, findings, context);
        }
        return UpdateControl.<Connector>noUpdate()
                .rescheduleAfter(ConnectorAdvice.earliest(result.again(), aside.again()));
    }

    /**
     * With the evidence of consent, or of having been in charge where none is needed, as it is now. It is in the status
     * before anything is done on the workers, so that a deletion finds it whatever follows; that of an earlier cluster of the
     * same name goes.
     */
    private ReconcileState withEvidence(
            Connector connector,
            Optional<ConnectCluster> cluster,
            boolean inCharge,
            ReconcileState before,
            Context<Connector> context) {
        if (cluster.isEmpty()) {
            return before;
        }
        boolean admitted = inCharge || NamespaceAccess.isRecorded(connector, cluster.get());
        String uid = admitted ? cluster.get().getMetadata().getUid() : null;
        ReconcileState memory = before.admittedBy(uid);
        if (Objects.equals(uid, NamespaceAccess.recorded(connector))) {
            return memory;
        }
        if (Ownership.isAtHome(connector)) {
            // Needs no consent; that its cluster was there is reported with the next status.
            memories.put(connector.getMetadata().getUid(), memory);
            return memory;
        }
        memories.put(connector.getMetadata().getUid(), memory);
        sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
        if (connector.getStatus() != null) {
            ConnectorStatus status =
                    context.getClient().getKubernetesSerialization().clone(connector.getStatus());
            status.setAdmittedBy(uid);
            StatusWriter.write(connector, new Connector(), status, context);
        }
        return memory;
    }

    private static String behalf(Connector connector) {
        return "connectors of " + ConnectorParser.clusterOf(connector);
    }

    private ReconcileState recall(Connector connector) {
        ReconcileState known = memories.get(connector.getMetadata().getUid());
        if (known == null) {
            sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
            index.readingWith(connector).forEach(triggers::wake);
            return ReconcileStateFromStatus.of(
                    connector, ConnectorParser.annotation(connector, ConnectorParser.RESTARTED_AT), clock.instant());
        }
        return known;
    }

    @Override
    public DeleteControl cleanup(Connector connector, Context<Connector> context) {
        return ReconciliationGuard.guarded(behalf(connector), () -> end(connector, context));
    }

    private DeleteControl end(Connector connector, Context<Connector> context) {
        Optional<ConnectCluster> cluster = context.getSecondaryResource(ConnectCluster.class);
        return switch (deletion.advance(connector, cluster)) {
            case ConnectorDeletion.Progress.Done done -> DeleteControl.defaultDelete();
            case ConnectorDeletion.Progress.LetGo letGo -> {
                connectorEvents.of(connector, letGo);
                yield DeleteControl.defaultDelete();
            }
            case ConnectorDeletion.Progress.GivenUp givenUp -> {
                connectorEvents.gaveUpDeleting(connector, givenUp.why());
                yield DeleteControl.defaultDelete();
            }
            case ConnectorDeletion.Progress.Waiting waiting -> {
                write(connector, waiting.verdict(), context);
                yield DeleteControl.noFinalizerRemoval().rescheduleAfter(waiting.again());
            }
        };
    }

    @Override
    public ErrorStatusUpdateControl<Connector> updateErrorStatus(
            Connector connector, Context<Connector> context, Exception error) {
        if (ApiFailure.passes(error)) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        write(
                connector,
                ApiRefusal.of(error)
                        .<Verdict>map(ConnectorReconciler::refused)
                        .orElseGet(() -> new Verdict.Unclear(
                                Reason.InternalError,
                                "the operator failed while reconciling this connector; see the operator's log")),
                context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private static Verdict.Stalled refused(ApiRefusal refusal) {
        return refusal.cause() == ApiRefusal.Cause.Permission
                ? new Verdict.Stalled(
                        Reason.PermissionMissing,
                        "the operator lacks a permission in Kubernetes: %s; install the roles that belong to this version of the operator"
                                .formatted(refusal.words()))
                : new Verdict.Stalled(
                        Reason.ConfigInvalid, "Kubernetes refuses what this connector needs: " + refusal.words());
    }

    private void write(Connector connector, Verdict verdict, Context<Connector> context) {
        write(connector, new ConnectorFindings(null, verdict, null, true, null, recall(connector)), context);
    }

    private void write(Connector connector, ConnectorFindings findings, Context<Connector> context) {
        var status = ConnectorStatusFactory.status(connector, findings, clock.instant());
        asides.addTo(status, connector);
        List<Condition> before =
                connector.getStatus() == null ? null : connector.getStatus().getConditions();
        if (StatusWriter.write(connector, new Connector(), status, context)) {
            connectorEvents.of(connector, before, status.getConditions());
        }
    }

    private void gone(Connector connector) {
        memories.remove(connector.getMetadata().getUid());
        asides.forget(connector);
        deletion.forget(connector);
        // A twin that waited for this one takes over.
        index.named(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector))
                .forEach(triggers::wake);
        index.readingWith(connector).forEach(triggers::wake);
        sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
    }
}
