package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.ClusterSecrets;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.connectors.StartSetWriter;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.cluster.validation.RunningWorkers;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has workers that run looked at, and their connectors looked after, while there is no plan for them: their spec is refused, or
 * the pass over them fails. Changes nothing about the workers. Called by {@link ClusterReconciliation}.
 */
record UnplannedWorkers(
        ClusterPlanner planner,
        ClusterSecrets secrets,
        RestCertificates certificates,
        WorkerSessions sessions,
        ClusterPods pods,
        StartSetWriter keeper,
        Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(UnplannedWorkers.class);

    void look(ClusterId id, ConnectCluster cluster, StatefulSet workers, Context<ConnectCluster> context) {
        Optional<ConnectCluster> running = RunningWorkers.as(planner, cluster, workers);
        if (running.isEmpty()) {
            return;
        }
        try {
            ClusterPlan plan = planner.plan(running.get());
            plan = planner.plan(running.get(), secrets.of(id, plan));
            RestCertificates.State rest = certificates.look(plan, pods.of(plan), context.getClient());
            ClusterSession session = sessions.keep(id, plan, rest);
            Verdict rollout = WorkersReadiness.of(plan, workers, pods.of(plan), null, clock.instant());
            keeper.keep(id, plan, session, session.observer().view(), rollout, context);
        } catch (InvalidSpec | KubernetesClientException unknown) {
            LOG.atWarn().addKeyValue("cluster", id).log("Its workers cannot be polled: {}", unknown.getMessage());
        }
    }
}
