package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.ClusterSecrets;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.WorkerCount;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.RunningImage;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerIdentity;
import dev.kafkaconnect.operator.cluster.rest.TlsMigration;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/**
 * The first stage of a pass: reads what there is and makes the plan, which goes on from what the workers run. Changes nothing.
 * Called by {@link ManagedCluster}.
 */
record ClusterResolver(ClusterPlanner planner, ClusterSecrets secrets, WorkerCount counts, ClusterPods pods) {

    Resolved resolve(ConnectCluster cluster, Context<ConnectCluster> context) {
        VerifiedBefore before = VerifiedBefore.of(cluster);
        StatefulSet workers = ChildApplier.workers(cluster, before.verified(), context);
        try {
            String manager = context.getControllerConfiguration().fieldManager();
            ClusterPlan counted = counts.given(plan(cluster), workers, manager, context.getClient());
            ClusterPlan plan = counted.continued(
                    RunningImage.beside(cluster, counted, workers),
                    WorkerIdentity.kept(counted, workers),
                    TlsMigration.next(counted.rest().goal(), counted.replicas(), workers, pods.of(counted)));
            return new Resolved.Planned(cluster, plan, workers, before);
        } catch (InvalidSpec invalid) {
            return new Resolved.Unplanned(cluster, workers, new Verdict.Stalled(Reason.ConfigInvalid, invalid.text()));
        }
    }

    /** What the spec says, with the Secrets and ConfigMaps that it refers to. */
    ClusterPlan plan(ConnectCluster cluster) throws InvalidSpec {
        ClusterPlan plan = planner.plan(cluster);
        return plan.withSecrets(secrets.of(plan));
    }
}
