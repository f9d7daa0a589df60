package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.status.Verdict;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/**
 * The way of a plan through a pass: each stage takes what the one before it made, and none goes back. Called by
 * {@link ManagedCluster}; what a stage does is known to that stage alone.
 */
record ClusterStages(
        ClusterValidation validation,
        Prerequisites prerequisites,
        WorkerDecisions decisions,
        WorkerChanges changes,
        WorkerFindings findings) {

    Findings run(Resolved.Planned known, Context<ConnectCluster> context) {
        Verdict refusal = validation.refusal(known, context).orElse(null);
        Prepared prepared = refusal == null
                ? prerequisites.prepare(known, context)
                : prerequisites.withheld(known, refusal, context);
        Applied applied = prepared.obstacle() == null
                ? changes.carryOut(prepared, decisions.next(prepared, context), context)
                : new Applied(prepared.obstacle(), null);
        return findings.of(prepared, applied, context);
    }
}
