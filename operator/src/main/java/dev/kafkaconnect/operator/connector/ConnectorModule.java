package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.check.ConnectorPreview;
import dev.kafkaconnect.operator.connector.ownership.ConnectorGate;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.values.ValueDistribution;
import dev.kafkaconnect.operator.values.ValuesStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import java.time.Clock;
import java.time.Duration;

/**
 * What looks after Connectors, wired together. Called by {@code ConnectOperator}; the one place that knows how the parts of this
 * package fit.
 *
 * @param deletionDeadline how long workers that do not answer are asked before a Connector is let go
 */
public record ConnectorModule(
        Kubernetes kubernetes,
        Values values,
        Ownership ownership,
        RedactedSessions sessions,
        Duration deletionDeadline,
        Clock clock) {

    /** Whatever happens on the workers sends an event; this is for what was missed. */
    public static final Duration RESYNC = Assessment.RESYNC;

    /**
     * What is read from and written to the API server.
     *
     * @param namespaces whether namespaces may be read
     */
    public record Kubernetes(
            KubernetesClient client, References references, Ledger ledger, Events events, boolean namespaces) {}

    /** How values from Secrets and ConfigMaps get to the workers. */
    public record Values(ValuesStore store, ValueDistribution distribution) {}

    public ConnectorReconciler reconciler() {
        ConnectorReporter reporter = new ConnectorReporter(kubernetes.events(), clock);
        ConnectorValues lookup = lookup();
        OffsetsOnce offsets = new OffsetsOnce(kubernetes.ledger(), clock);
        SharedGroups groups = new SharedGroups(ownership.index(), ownership);
        return new ConnectorReconciler(
                new ConnectorEventSources(ownership, sessions, kubernetes.references(), kubernetes.namespaces(), clock),
                gate(),
                new ConnectorReconciliation(sessions, lookup, groups, offsets, clock),
                new ConnectorAdvice(groups, new OffsetsExport(new OffsetsConfigMap(kubernetes.client()), clock), clock),
                new ConnectorDeletion(
                        ownership,
                        sessions,
                        lookup,
                        new WorkerlessDeletion(kubernetes.ledger()),
                        new RestDeletion(reporter::offsetsRemain, offsets, clock),
                        new DeletionDeadline(deletionDeadline, clock)),
                reporter);
    }

    /** What a status would say, before there is one. */
    public ConnectorPreview preview() {
        return new ConnectorPreview(sessions, gate(), lookup()::redactor);
    }

    private ConnectorValues lookup() {
        return new ConnectorValues(new ValueReader(kubernetes.references()), values.store(), values.distribution());
    }

    private ConnectorGate gate() {
        return new ConnectorGate(ownership, kubernetes.namespaces());
    }

    public static void configure(ControllerConfigurationOverrider<Connector> controller) {
        ConnectorEventSources.alsoForAnnotations(controller);
    }
}
