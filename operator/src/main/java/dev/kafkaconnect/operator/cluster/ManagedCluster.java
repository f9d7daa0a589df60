package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterSecrets;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.cluster.rollout.RolloutCoordinator;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.references.Reference;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/**
 * A ConnectCluster that is looked after: one pass over it is one way through its stages, and what they keep in memory between passes
 * is theirs alone. Made by {@link ClusterModule} when the ConnectCluster is first seen, and dropped with it. Passes over one cluster
 * never run at the same time.
 *
 * @param uid of the ConnectCluster: another one of the same name begins without memory
 */
record ManagedCluster(
        String uid,
        ClusterResolver resolver,
        ClusterStages stages,
        UnplannedWorkers unplanned,
        EndingWorkers ending,
        Memory memory) {

    /** What has to be told of changes, or ended. */
    record Memory(
            ClusterSecrets secrets,
            RestCertificates certificates,
            PodObstacles obstacles,
            ChildApplier applier,
            RolloutCoordinator rollouts,
            WorkerSessions sessions) {}

    Findings reconcile(ConnectCluster cluster, Context<ConnectCluster> context) {
        memory.sessions().workersMayHaveChanged();
        return switch (resolver.resolve(cluster, context)) {
            case Resolved.Unplanned none -> withoutPlan(none, context);
            case Resolved.Planned known -> stages.run(known, context);
        };
    }

    /** The spec is refused, or a pass failed. */
    Findings withoutPlan(Resolved.Unplanned none, Context<ConnectCluster> context) {
        unplanned.look(none.cluster(), none.workers(), context);
        return stages.findings().of(none);
    }

    /** The workers of a cluster that is being deleted are to be asked for as long as they are there. */
    void end(ConnectCluster cluster, Context<ConnectCluster> context) {
        memory.sessions().workersMayHaveChanged();
        if (!memory.sessions().isOpen()) {
            ending.look(cluster, context);
        }
    }

    /**
     * To be called with every Secret and ConfigMap that was created, changed or deleted.
     *
     * @return whether the cluster is to be reconciled because of it
     */
    boolean isConcernedBy(Reference changed) {
        memory.certificates().onChange(changed);
        return memory.secrets().refersTo(changed) || memory.obstacles().isMissed(changed);
    }

    /** The ConnectCluster is gone. What is under way for it ends. */
    void drop() {
        stages.findings().care().stop();
        memory.rollouts().passTurn();
        memory.sessions().close();
    }
}
