package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.ConditionDraft;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one pass over a ConnectCluster learned; {@link ClusterStatusFactory} makes the status of it.
 *
 * @param plan null when the spec makes no sense
 * @param obstacle what kept the pass from applying the plan, null when nothing did
 * @param topics null when the topics were not looked at
 */
public record Findings(
        @Nullable ClusterPlan plan,
        @Nullable Verdict obstacle,
        @Nullable TopicsReport topics,
        FoundWorkers workers,
        FoundConnectors connectors,
        Remarks remarks) {

    /**
     * What is reported beside the verdict.
     *
     * @param paused whether the operator may change nothing
     */
    public record Remarks(boolean paused, List<ConditionDraft> conditions) {}

    /**
     * Without a plan.
     *
     * @param workers those that a spec which made sense has left
     */
    public static Findings invalid(Verdict verdict, FoundWorkers workers, FoundConnectors connectors, Remarks remarks) {
        return new Findings(null, verdict, null, workers, connectors, remarks);
    }

    /** Whether all is well as far as it is known, except that the workers have not been asked yet. */
    public boolean workersAboutToBeAsked() {
        return obstacle == null
                && workers.readiness() instanceof Verdict.Ready
                && workers.set() != null
                && connectors.view() instanceof ClusterView.NotYet;
    }

    /** Whether workers are being replaced, so that the passing of time is to be watched. */
    public boolean rolls() {
        return workers.readiness() != null && workers.readiness().reason() == Reason.RollingUpdate;
    }
}
