package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterSession;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the session with workers of a ConnectCluster that is being deleted, when the operator was restarted meanwhile: Connectors
 * that are deleted with it need its workers, or its config topic where these are gone. Changes nothing. Called by {@link
 * ManagedCluster}.
 */
record EndingWorkers(
        ClusterResolver resolver,
        ClusterValidation validation,
        Prerequisites prerequisites,
        WorkerSessions sessions,
        UnplannedWorkers unplanned) {
    private static final Logger LOG = LoggerFactory.getLogger(EndingWorkers.class);

    void look(ConnectCluster cluster, Context<ConnectCluster> context) {
        try {
            switch (resolver.resolve(cluster, context)) {
                case Resolved.Planned known when known.plan().mode() instanceof WorkerMode.Standalone -> {
                    // What a standalone worker starts with goes with it.
                }
                case Resolved.Planned known -> open(known, context);
                case Resolved.Unplanned none ->
                    pollAsRunning(cluster, none.workers(), none.verdict().message(), context);
            }
        } catch (KubernetesClientException unknown) {
            String why = String.valueOf(unknown.getMessage());
            pollAsRunning(cluster, ChildApplier.workers(cluster, false, context), why, context);
        }
    }

    /** Perhaps twice a second, until the deadline. */
    private void pollAsRunning(
            ConnectCluster cluster, @Nullable StatefulSet workers, String why, Context<ConnectCluster> context) {
        LOG.atDebug()
                .addKeyValue("cluster", ManagedClusters.idOf(cluster))
                .log("Its workers are polled by the settings they run with: {}", why);
        unplanned.look(cluster, workers, context);
    }

    private void open(Resolved.Planned known, Context<ConnectCluster> context) {
        RestCertificates.State rest = prerequisites.certificates(known.plan(), context);
        ClusterPlan plan = known.plan().withRest(rest.applyTo(known.plan().rest()));
        Resolved.Planned secured = known.withPlan(plan);
        // Topics that are missing are not created.
        VerifiedBefore before = new VerifiedBefore(true, known.before().kafkaClusterId());
        TopicsReport report = prerequisites.topics(secured, before);
        ClusterSession session = validation.refusal(secured, report, context).isEmpty()
                ? sessions.open(plan, rest)
                : sessions.keep(plan, rest);
        session.startSet().isNone();
    }
}
