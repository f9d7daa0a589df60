package dev.kafkaconnect.operator.cluster.diagnosis;

import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.workers.TerminationMessages;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether the workers are ready, and why not where they are not. Asks Kubernetes only about workers that are down. Called by
 * {@code cluster} at the end of each pass; changes nothing about the workers.
 */
public final class WorkerDiagnosis {
    private final ClusterPods pods;
    private final PodObstacles obstacles;
    private final LateStarts lateStarts;
    private final Clock clock;

    public WorkerDiagnosis(ClusterPods pods, PodObstacles obstacles, Clock clock) {
        this.pods = pods;
        this.obstacles = obstacles;
        this.lateStarts = new LateStarts(obstacles, clock);
        this.clock = clock;
    }

    /** Without a request, of workers that may not be there. */
    public Verdict asSeen(ClusterPlan plan, @Nullable StatefulSet workers) {
        List<Pod> found = workers == null ? List.of() : pods.of(plan);
        return WorkersReadiness.of(plan, workers, found, null, clock.instant());
    }

    /**
     * @param rolling what a rollout waits for, null when none is under way
     * @param paused whether nothing is to be asked about workers that are down
     * @param redactor for what is quoted from pods
     */
    public Verdict explained(
            Workers workers,
            @Nullable Verdict rolling,
            boolean paused,
            UnaryOperator<String> redactor,
            KubernetesClient client) {
        List<Pod> found = TerminationMessages.redacted(pods.of(workers.plan()), redactor);
        Verdict seen = WorkersReadiness.of(workers.plan(), workers.set(), found, rolling, clock.instant());
        Verdict down = paused ? seen : obstacles.whileDown(workers.set(), found, seen, client);
        return lateStarts.told(workers.plan(), found, down, redactor, client);
    }

    /** Workers that exist, beside their plan. */
    public record Workers(ClusterPlan plan, StatefulSet set) {}
}
