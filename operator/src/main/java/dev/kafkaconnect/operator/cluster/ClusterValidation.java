package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.AllClusters;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.report.TopicsVerdict;
import dev.kafkaconnect.operator.cluster.resources.Children;
import dev.kafkaconnect.operator.cluster.validation.ConflictPatience;
import dev.kafkaconnect.operator.cluster.validation.Conflicts;
import dev.kafkaconnect.operator.cluster.validation.CredentialCheck;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.status.Verdict;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second stage of a pass: whether the plan may be carried out beside other ConnectClusters, with the credentials there are and
 * under the names that its objects have. Changes nothing. Called by {@link ManagedCluster}.
 */
record ClusterValidation(Conflicts conflicts, AllClusters clusters, ConflictPatience patience, ChildApplier applier) {

    /** What stands in the way before anything is asked of Kafka. */
    Optional<Verdict> refusal(Resolved.Planned known, Context<ConnectCluster> context) {
        Optional<Verdict> problem = conflict(known, known.before().kafkaClusterId(), context)
                .or(() -> CredentialCheck.problem(
                        known.plan().security(), known.plan().secrets()));
        return problem.isPresent() || known.paused()
                ? problem
                : applier.obstacle(known.plan(), Children.all(known.plan()), context);
    }

    /** What stands in the way once it is known which Kafka it is, and what is on it. */
    Optional<Verdict> refusal(Resolved.Planned known, @Nullable TopicsReport report, Context<ConnectCluster> context) {
        return switch (report) {
            case null -> Optional.empty();
            case TopicsReport.Verified verified -> conflict(known, verified.kafkaClusterId(), context);
            case TopicsReport.NotLookedAt without ->
                conflict(known, known.before().kafkaClusterId(), context);
            case TopicsReport.Refused refused
            when TopicsVerdict.isTolerated(refused, known.before()) ->
                conflict(known, refused.kafkaClusterId(), context);
            case TopicsReport.Refused refused -> Optional.of(TopicsVerdict.of(refused));
            case TopicsReport.Unreachable silent -> Optional.of(TopicsVerdict.of(silent, known.workers() != null));
        };
    }

    private Optional<Verdict> conflict(
            Resolved.Planned known, @Nullable String kafkaClusterId, Context<ConnectCluster> context) {
        return patience.bounded(conflicts.find(known.cluster(), known.plan(), kafkaClusterId, clusters.list(context)));
    }
}
