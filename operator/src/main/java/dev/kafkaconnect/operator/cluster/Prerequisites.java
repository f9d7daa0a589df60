package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.TopicsGate;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.FoundChildren;
import dev.kafkaconnect.operator.cluster.connectors.AbsentValues;
import dev.kafkaconnect.operator.cluster.connectors.OwedDeletions;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerIdentity;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The third stage of a pass: sees to what workers need before they start, and before it can be decided about them: internal topics,
 * certificates of the REST API, and a config topic without connectors that are to be gone. Called by {@link ManagedCluster};
 * touches no worker.
 */
record Prerequisites(
        ClusterValidation validation,
        TopicsGate topics,
        RestCertificates certificates,
        RecordedChanges recorded,
        WorkerSessions sessions,
        ClusterPods pods) {

    /** What is recorded to be done in the config topic while no worker reads it. */
    record RecordedChanges(OwedDeletions owed, AbsentValues values) {}

    /** Nothing is asked of Kafka or made, apart from what shuts clients of the REST API out. */
    Prepared withheld(Resolved.Planned known, Verdict refusal, Context<ConnectCluster> context) {
        return new Prepared(known, null, clients(known, certificates(known.plan(), context), context), refusal);
    }

    Prepared prepare(Resolved.Planned known, Context<ConnectCluster> context) {
        TopicsReport report = known.paused() ? null : topics(known, known.before());
        Verdict refusal = validation.refusal(known, report, context).orElse(null);
        boolean changes = refusal == null && !known.paused();
        RestCertificates.State found = changes ? settled(known, context) : certificates(known.plan(), context);
        RestCertificates.State rest = clients(known, found, context);
        ClusterPlan plan = known.plan().withRest(rest.applyTo(known.plan().rest()));
        Prepared prepared =
                new Prepared(known.withPlan(plan), report, rest, refusal == null ? rest.obstacle() : refusal);
        return prepared.obstacle() == null && changes && pods.ready(plan).isEmpty()
                ? prepared.withObstacle(beforeStart(prepared, context).orElse(null))
                : prepared;
    }

    /** @param before whether topics that are missing are to be created */
    TopicsReport topics(Resolved.Planned known, VerifiedBefore before) {
        ClusterPlan plan = known.plan();
        return topics.check(plan, before, WorkerIdentity.members(plan, known.workers(), pods.of(plan)));
    }

    /** As they are. */
    RestCertificates.State certificates(ClusterPlan plan, Context<ConnectCluster> context) {
        return certificates.look(plan, pods.of(plan), context.getClient());
    }

    private RestCertificates.State clients(
            Resolved.Planned known, RestCertificates.State found, Context<ConnectCluster> context) {
        return known.paused() ? found : certificates.withClients(found, known.plan(), context.getClient());
    }

    private RestCertificates.State settled(Resolved.Planned known, Context<ConnectCluster> context) {
        var present = pods.of(known.plan());
        StatefulSet workers = known.workers();
        boolean settled =
                workers == null || ObservedStatefulSet.of(workers, present).settled();
        return certificates.settle(known.plan(), present, settled, context.getClient());
    }

    /** What has to be done before workers begin with the config topic, if it is not done yet. */
    private Optional<Verdict> beforeStart(Prepared prepared, Context<ConnectCluster> context) {
        ClusterPlan plan = prepared.plan();
        Optional<Verdict> unpaid =
                recorded.owed().beforeStart(plan, settled -> sessions.open(settled, prepared.rest()));
        return unpaid.isPresent() || !isFirstStart(prepared.known().workers()) || plan.replicas() == 0
                ? unpaid
                : recorded.values()
                        .beforeStart(
                                plan,
                                FoundChildren.valueFiles(plan, context),
                                () -> sessions.open(plan, prepared.rest()));
    }

    private static boolean isFirstStart(@Nullable StatefulSet workers) {
        return workers == null || Integer.valueOf(0).equals(workers.getSpec().getReplicas());
    }
}
