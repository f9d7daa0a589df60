package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.ClusterSecrets;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.TopicsGate;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerIdentity;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.rest.TlsMigration;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the session with workers of a ConnectCluster that is being deleted, when the operator was restarted meanwhile: Connectors
 * that are deleted with it need its workers, or its config topic where these are gone. Changes nothing. Called by {@link
 * ClusterReconciliation}.
 */
record EndingWorkers(
        ClusterPlanner planner,
        ClusterSecrets secrets,
        RestCertificates certificates,
        TopicsGate topics,
        WorkerSessions sessions,
        ClusterPods pods,
        UnplannedWorkers unplanned) {
    private static final Logger LOG = LoggerFactory.getLogger(EndingWorkers.class);

    /** @param sound whether the topics are those of this cluster and no other */
    void look(
            ClusterId id,
            ConnectCluster cluster,
            @Nullable StatefulSet workers,
            BiPredicate<ClusterPlan, TopicsReport> sound,
            Context<ConnectCluster> context) {
        try {
            ClusterPlan plan = planner.plan(cluster);
            plan = planner.plan(cluster, secrets.of(id, plan));
            if (plan.mode() instanceof WorkerMode.Standalone) {
                // What it starts with goes with it.
                return;
            }
            plan = plan.withClientId(WorkerIdentity.kept(plan, workers));
            plan = plan.withRest(plan.rest()
                    .withStage(TlsMigration.next(plan.rest().goal(), plan.replicas(), workers, pods.of(plan))));
            RestCertificates.State rest = certificates.look(plan, pods.of(plan), context.getClient());
            plan = plan.withRest(rest.applyTo(plan.rest()));
            ClusterSession session = sound.test(plan, report(id, cluster, plan, workers))
                    ? sessions.open(id, plan, rest)
                    : sessions.keep(id, plan, rest);
            session.startSet().isNone();
        } catch (InvalidSpec | KubernetesClientException unknown) {
            // Perhaps twice a second, until the deadline.
            LOG.atDebug()
                    .addKeyValue("cluster", id)
                    .log("Its workers are polled by the settings they run with: {}", unknown.getMessage());
            Optional.ofNullable(workers).ifPresent(set -> unplanned.look(id, cluster, set, context));
        }
    }

    /** What Kafka has of the cluster. Topics that are missing are not created. */
    private TopicsReport report(ClusterId id, ConnectCluster cluster, ClusterPlan plan, @Nullable StatefulSet workers) {
        VerifiedBefore before =
                new VerifiedBefore(true, VerifiedBefore.of(cluster).kafkaClusterId());
        return topics.check(id, plan, before, WorkerIdentity.members(plan, workers, pods.of(plan)));
    }
}
