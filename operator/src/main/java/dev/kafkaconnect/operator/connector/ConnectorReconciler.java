package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.ops.Events;
import dev.kafkaconnect.operator.ops.WakeSource;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles Connectors: one {@link ConnectorPass} and one status patch at most. Each Connector has a queue of its own, so
 * one that hangs holds up no other.
 */
@ControllerConfiguration(name = "connector", finalizerName = ConnectorReconciler.FINALIZER)
public final class ConnectorReconciler implements Reconciler<Connector>, Cleaner<Connector> {
    public static final String FINALIZER = "kafkaconnect.dev/connector";

    /** Whatever happens on the workers sends an event; this is for what was missed. */
    public static final Duration RESYNC = ConnectorPass.RESYNC;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorReconciler.class);

    private final ConnectorPass pass;
    private final ConnectorDeletion deletion;
    private final ConnectorIndex index;
    private final ClusterSessions sessions;
    private final References references;
    private final Announcements announcements;
    private final Asides asides;
    private final Clock clock;
    private final WakeSource<Connector> wakes;
    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    public ConnectorReconciler(
            ConnectorIndex index,
            ConnectorDeletion deletion,
            ClusterSessions sessions,
            ConnectorValues values,
            References references,
            Events events,
            KubernetesClient client,
            Function<String, Map<String, String>> labelsOfNamespace,
            Clock clock) {
        this.announcements = new Announcements(events);
        this.pass =
                new ConnectorPass(new ConnectorGate(index, new Admission(labelsOfNamespace)), sessions, values, clock);
        this.asides = new Asides(sessions, new OffsetsExport(new OffsetsConfigMap(client), clock), clock);
        this.deletion = deletion;
        this.index = index;
        this.sessions = sessions;
        this.references = references;
        this.clock = clock;
        this.wakes = new WakeSource<>("observer", this::gone);
    }

    @Override
    public List<EventSource<?, Connector>> prepareEventSources(EventSourceContext<Connector> context) {
        index.readFrom(context.getPrimaryCache());
        sessions.addListener(new ConnectorWaker(wakes, index));
        references.addListener(reference -> {
            // What changes before the framework runs is read by the first passes anyway.
            if (wakes.isRunning()) {
                index.referringTo(reference).forEach(wakes::wake);
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
        return List.of(wakes, clusters);
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
        Memory memory = recall(connector);
        if (connector.getStatus() == null) {
            // A resource without conditions counts as current; acting on it may take a while.
            write(connector, new Verdict.Waiting(Reason.Creating, "the connector is being looked at"), context);
        }
        Optional<ConnectCluster> cluster = context.getSecondaryResource(ConnectCluster.class);
        ConnectorPass.Result result = pass.run(connector, cluster, memory);
        memories.put(connector.getMetadata().getUid(), result.memory());
        announcements.of(connector, result.doings());
        Asides.Change aside = asides.look(connector, result.findings());
        announcements.of(connector, aside);
        ConnectorFindings findings = result.findings();
        if (findings != null) {
            write(connector, findings, context);
        }
        return UpdateControl.<Connector>noUpdate().rescheduleAfter(Asides.earliest(result.again(), aside.again()));
    }

    private Memory recall(Connector connector) {
        Memory known = memories.get(connector.getMetadata().getUid());
        if (known == null) {
            sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
            return MemoryFromStatus.of(connector, ConnectorParser.annotation(connector, ConnectorParser.RESTARTED_AT));
        }
        return known;
    }

    @Override
    public DeleteControl cleanup(Connector connector, Context<Connector> context) {
        Optional<ConnectCluster> cluster = context.getSecondaryResource(ConnectCluster.class);
        return switch (deletion.advance(connector, cluster)) {
            case ConnectorDeletion.Progress.Done done -> DeleteControl.defaultDelete();
            case ConnectorDeletion.Progress.GivenUp givenUp -> {
                announcements.gaveUpDeleting(connector, givenUp.why());
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
        LOG.atError().setCause(error).log("A pass over the connector failed");
        write(
                connector,
                new Verdict.Unclear(
                        Reason.InternalError,
                        "the operator failed while looking at this connector; its log tells more"),
                context);
        return ErrorStatusUpdateControl.noStatusUpdate();
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
            announcements.of(connector, before, status.getConditions());
        }
    }

    private void gone(Connector connector) {
        memories.remove(connector.getMetadata().getUid());
        asides.forget(connector);
        // A twin that waited for this one takes over.
        index.named(ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector))
                .forEach(wakes::wake);
        sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
    }
}
