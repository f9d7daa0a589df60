package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ownership.ConnectorGate;
import dev.kafkaconnect.operator.connector.ownership.GatedConnector;
import dev.kafkaconnect.operator.connector.ownership.NamespaceAccess;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.refusal.KubernetesRefusal;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.requests.ApiFailure;
import dev.kafkaconnect.operator.requests.Behalf;
import dev.kafkaconnect.operator.requests.ReconciliationGuard;
import dev.kafkaconnect.operator.status.DelayedReport;
import dev.kafkaconnect.operator.status.FirstReport;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Reconciles Connectors: one {@link ConnectorReconciliation} and one status patch at most. Each Connector has a queue of its own, so
 * one that hangs holds up no other. Made by {@link ConnectorModule}; called by the framework.
 */
@ControllerConfiguration(name = "connector", finalizerName = Ownership.FINALIZER)
public final class ConnectorReconciler implements Reconciler<Connector>, Cleaner<Connector> {
    /** What takes no longer is reported by its result alone. */
    private static final Duration QUICK = Duration.ofMillis(500);

    private final ConnectorEventSources sources;
    private final ConnectorGate gate;
    private final ConnectorReconciliation reconciliation;
    private final ConnectorAdvice advice;
    private final ConnectorDeletion deletion;
    private final ConnectorReporter reporter;

    ConnectorReconciler(
            ConnectorEventSources sources,
            ConnectorGate gate,
            ConnectorReconciliation reconciliation,
            ConnectorAdvice advice,
            ConnectorDeletion deletion,
            ConnectorReporter reporter) {
        this.sources = sources;
        this.gate = gate;
        this.reconciliation = reconciliation;
        this.advice = advice;
        this.deletion = deletion;
        this.reporter = reporter;
    }

    @Override
    public List<EventSource<?, Connector>> prepareEventSources(EventSourceContext<Connector> context) {
        return sources.prepare(context);
    }

    @Override
    public UpdateControl<Connector> reconcile(Connector connector, Context<Connector> context) {
        return ReconciliationGuard.guarded(behalf(connector), () -> pass(connector, context));
    }

    private UpdateControl<Connector> pass(Connector connector, Context<Connector> context) {
        TrackedConnector tracked = sources.track(connector);
        GatedConnector gated = gate.gated(connector, context.getSecondaryResource(ConnectCluster.class));
        prepare(gated, tracked, context);
        ConnectorReconciliation.Result result = acted(gated, tracked, context);
        tracked.state(result.memory());
        reporter.applied(connector, result.applied());
        ConnectorAdvice.Change change = advice.look(connector, tracked, result);
        reporter.advice(connector, change);
        Duration putOff = putOff(connector, result);
        if (result.findings() != null && putOff.isZero()) {
            reporter.writeStatus(connector, result.findings(), change.now(), context);
        }
        Duration again = ConnectorAdvice.earliest(
                result.again(), putOff.isZero() ? change.again() : ConnectorAdvice.earliest(putOff, change.again()));
        return UpdateControl.<Connector>noUpdate()
                .rescheduleAfter(result.awaitsOthers() ? ConnectorAdvice.earliest(again, Assessment.RESYNC) : again);
    }

    /** A resource of which nothing was ever reported does not show what it is waiting for. */
    private ConnectorReconciliation.Result acted(
            GatedConnector gated, TrackedConnector tracked, Context<Connector> context) {
        Connector connector = gated.connector();
        if (!isFirst(connector)) {
            return reconciliation.run(gated, tracked.state());
        }
        Verdict creating = new Verdict.Progressing(Reason.Creating, "the connector is being checked");
        ConnectorFindings begun = ConnectorFindings.unseen(gated.spec(), creating, tracked.state());
        Runnable report = () -> report(connector, begun, tracked, context);
        if (!Ownership.isAtHome(connector)) {
            // Evidence of consent must not wait for the end of the pass.
            report.run();
            return reconciliation.run(gated, tracked.state());
        }
        ConnectorReconciliation.Result result;
        try (DelayedReport delayed = new DelayedReport(QUICK, Behalf.continued(report))) {
            result = reconciliation.run(gated, tracked.state());
        }
        if (result.findings() == null) {
            report.run();
        }
        return result;
    }

    private Duration putOff(Connector connector, ConnectorReconciliation.Result result) {
        ReconcileState.Creation created = result.memory().writes().created();
        return result.findings() == null || created == null || !isFirst(connector)
                ? Duration.ZERO
                : FirstReport.putOff(
                        result.findings().verdict(),
                        created.at(),
                        reporter.clock().instant());
    }

    private static boolean isFirst(Connector connector) {
        return connector.getStatus() == null
                || FirstReport.isDue(connector.getStatus().getObservedGeneration());
    }

    /** What must be stored before anything is done on the workers. */
    private void prepare(GatedConnector gated, TrackedConnector tracked, Context<Connector> context) {
        Connector connector = gated.connector();
        if (gated.cluster().isPresent()) {
            storeAdmission(gated, tracked, context);
        }
        if (!gated.isBarred()) {
            deletion.described(connector);
        }
    }

    /** Of a Connector that needs no consent it is reported with the next status. */
    private void storeAdmission(GatedConnector gated, TrackedConnector tracked, Context<Connector> context) {
        Connector connector = gated.connector();
        String uid = gated.admittedBy();
        tracked.state(tracked.state().admittedBy(uid));
        if (!Ownership.isAtHome(connector) && !Objects.equals(uid, NamespaceAccess.recorded(connector))) {
            sources.ownershipChanged(connector);
            reporter.admission(connector, uid, context);
        }
    }

    @Override
    public DeleteControl cleanup(Connector connector, Context<Connector> context) {
        return ReconciliationGuard.guarded(behalf(connector), () -> end(connector, context));
    }

    private DeleteControl end(Connector connector, Context<Connector> context) {
        TrackedConnector tracked = sources.track(connector);
        return switch (deletion.advance(connector, context.getSecondaryResource(ConnectCluster.class), tracked)) {
            case ConnectorDeletion.Progress.Done done -> DeleteControl.defaultDelete();
            case ConnectorDeletion.Progress.LetGo letGo -> {
                reporter.letGo(connector, letGo);
                yield DeleteControl.defaultDelete();
            }
            case ConnectorDeletion.Progress.GivenUp givenUp -> {
                reporter.gaveUpDeleting(connector, givenUp.why());
                yield DeleteControl.defaultDelete();
            }
            case ConnectorDeletion.Progress.Ending ending ->
                DeleteControl.noFinalizerRemoval().rescheduleAfter(ending.again());
            case ConnectorDeletion.Progress.Waiting waiting -> {
                report(connector, waiting.verdict(), tracked, context);
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
        report(connector, KubernetesRefusal.verdict(error), sources.recall(connector), context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    /** Outside of a pass. */
    private void report(Connector connector, Verdict verdict, TrackedConnector tracked, Context<Connector> context) {
        report(
                connector,
                ConnectorFindings.unseen(ConnectorParser.parse(connector), verdict, tracked.state()),
                tracked,
                context);
    }

    private void report(
            Connector connector, ConnectorFindings findings, TrackedConnector tracked, Context<Connector> context) {
        reporter.writeStatus(connector, findings, tracked.advice(connector), context);
    }

    private static String behalf(Connector connector) {
        return "connectors of " + ConnectorParser.clusterOf(connector);
    }
}
