package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.ConditionDraft;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one pass over a ConnectCluster learned; {@link ClusterStatusFactory} makes the status of it.
 *
 * @param plan null when the spec makes no sense
 * @param obstacle what kept the pass from applying the plan, null when nothing did
 * @param topics null when the topics were not looked at
 * @param rollout null when there is no plan
 * @param installed null while no worker has answered
 * @param unmanaged names of connectors that no Connector describes, sorted
 * @param kept the connectors that a standalone worker starts with, null where nothing is kept
 * @param paused whether the operator may change nothing
 * @param asides what is reported beside the verdict
 * @param loggers levels that the running workers were told, null when there are no workers
 */
public record Findings(
        @Nullable ClusterPlan plan,
        @Nullable Verdict obstacle,
        @Nullable TopicsReport topics,
        @Nullable Verdict rollout,
        @Nullable StatefulSet workers,
        @Nullable WorkerInventory installed,
        ClusterView view,
        List<String> unmanaged,
        @Nullable StartSetConfigMap kept,
        boolean paused,
        @Nullable SortedMap<String, String> loggers,
        List<ConditionDraft> asides) {

    /** The same with more to tell beside the verdict. */
    public Findings telling(List<ConditionDraft> more) {
        return new Findings(
                plan,
                obstacle,
                topics,
                rollout,
                workers,
                installed,
                view,
                unmanaged,
                kept,
                paused,
                loggers,
                Stream.concat(asides.stream(), more.stream()).toList());
    }

    /** Whether all is well as far as it is known, except that the workers have not been asked yet. */
    public boolean workersAboutToBeAsked() {
        return obstacle == null
                && rollout instanceof Verdict.Ready
                && workers != null
                && view instanceof ClusterView.NotYet;
    }

    /** Whether workers are being replaced, so that the passing of time is to be watched. */
    public boolean rolls() {
        return rollout != null && rollout.reason() == Reason.RollingUpdate;
    }

    /**
     * @param workers those that a spec which made sense has left, null when there are none
     * @param view what they say: connectors go on running, whatever the spec says now
     */
    public static Findings invalid(
            Verdict verdict, @Nullable StatefulSet workers, ClusterView view, List<String> unmanaged, boolean paused) {
        return new Findings(null, verdict, null, null, workers, null, view, unmanaged, null, paused, null, List.of());
    }
}
