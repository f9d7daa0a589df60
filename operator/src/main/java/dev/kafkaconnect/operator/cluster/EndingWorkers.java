package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterSession;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
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
        VerifiedBefore before = VerifiedBefore.of(cluster);
        StatefulSet workers = ChildApplier.workers(cluster, before.verified(), context);
        try {
            ClusterPlan plan = resolver.continued(resolver.plan(cluster), workers);
            if (!(plan.mode() instanceof WorkerMode.Standalone)) {
                // What a standalone worker starts with goes with it.
                open(new Resolved.Planned(cluster, plan, workers, before), context);
            }
        } catch (InvalidSpec | KubernetesClientException unknown) {
            // Perhaps twice a second, until the deadline.
            LOG.atDebug()
                    .addKeyValue("cluster", ManagedClusters.idOf(cluster))
                    .log("Its workers are polled by the settings they run with: {}", unknown.getMessage());
            unplanned.look(cluster, workers, context);
        }
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
