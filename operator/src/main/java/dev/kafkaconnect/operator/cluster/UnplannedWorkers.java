package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.connectors.StartSetWriter;
import dev.kafkaconnect.operator.cluster.diagnosis.WorkerDiagnosis;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.cluster.validation.RunningWorkers;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has workers that run looked at, and their connectors looked after, while there is no plan for them: their spec is refused, or
 * the pass over them fails. Changes nothing about the workers. Called by {@link ManagedCluster}.
 */
record UnplannedWorkers(
        ClusterPlanner planner,
        ClusterResolver resolver,
        Prerequisites prerequisites,
        WorkerSessions sessions,
        StartSetWriter startSet,
        WorkerDiagnosis diagnosis) {
    private static final Logger LOG = LoggerFactory.getLogger(UnplannedWorkers.class);

    /** @param workers null when there are none, and nothing to do */
    void look(ConnectCluster cluster, @Nullable StatefulSet workers, Context<ConnectCluster> context) {
        if (workers != null) {
            RunningWorkers.as(planner, cluster, workers).ifPresent(running -> poll(running, workers, context));
        }
    }

    /** @param running the ConnectCluster with the spec by which its workers run */
    private void poll(ConnectCluster running, StatefulSet workers, Context<ConnectCluster> context) {
        try {
            ClusterPlan plan = resolver.plan(running);
            RestCertificates.State rest = prerequisites.certificates(plan, context);
            ClusterSession session = sessions.keep(plan, rest);
            Verdict readiness = diagnosis.asSeen(plan, workers);
            startSet.keep(plan, session, session.observer().view(), readiness, context);
        } catch (InvalidSpec | KubernetesClientException unknown) {
            LOG.atWarn()
                    .addKeyValue("cluster", ManagedClusters.idOf(running))
                    .log("Its workers cannot be polled: {}", unknown.getMessage());
        }
    }
}
