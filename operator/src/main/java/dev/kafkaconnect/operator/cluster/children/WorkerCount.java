package dev.kafkaconnect.operator.cluster.children;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.requests.ApiRefusal;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many workers the API server makes of the number that is written: a policy may limit it. Asked by a dry run where the stored
 * number is another one than the spec's; an answer holds for a minute at most, so that a policy that is gone is noticed. Called
 * by {@code ClusterResolver} and {@code WorkerChanges}; knows nothing of rollouts.
 */
public final class WorkerCount {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final Clock clock;
    private @Nullable Answer known;

    private record Question(@Nullable Long generation, int written) {}

    private record Answer(Question question, int given, Instant asked) {
        boolean holds(Question again, Instant now) {
            return question.equals(again) && now.isBefore(asked.plus(GOOD_FOR));
        }
    }

    public WorkerCount(Clock clock) {
        this.clock = clock;
    }

    /** The same plan for as many workers as there may be. */
    public ClusterPlan given(ClusterPlan plan, @Nullable StatefulSet workers, String manager, KubernetesClient client) {
        if (workers == null || WorkersReadiness.count(workers.getSpec().getReplicas()) == plan.replicas()) {
            known = null;
            return plan;
        }
        Question question = new Question(workers.getMetadata().getGeneration(), plan.replicas());
        Instant now = clock.instant();
        if (known == null || !known.holds(question, now)) {
            known = new Answer(question, ask(stored(workers, plan.replicas()), manager, client), now);
        }
        return plan.withReplicas(known.given());
    }

    /** Why a standalone worker is not written: it would be more than one. */
    public static Optional<Verdict> problem(
            ClusterPlan plan, StatefulSet wanted, String manager, KubernetesClient client) {
        return problem(plan, ask(wanted, manager, client));
    }

    /** The same where it is known how many there are to be. */
    public static Optional<Verdict> problem(ClusterPlan plan, int given) {
        return plan.mode() instanceof WorkerMode.Distributed || given <= 1
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(
                        Reason.RewrittenByPolicy,
                        "an admission policy or webhook of this Kubernetes cluster gives the StatefulSet %s %d replicas instead of %d, but only one worker may write the offsets file, so the StatefulSet is not written: exempt it from the policy"
                                .formatted(plan.workers(), given, plan.replicasWritten())));
    }

    private static int ask(StatefulSet workers, String manager, KubernetesClient client) {
        int written = WorkersReadiness.count(workers.getSpec().getReplicas());
        try {
            return WorkersReadiness.count(client.resource(workers)
                    .dryRun()
                    .fieldManager(manager)
                    .forceConflicts()
                    .serverSideApply()
                    .getSpec()
                    .getReplicas());
        } catch (KubernetesClientException refused) {
            if (ApiRefusal.of(refused).isEmpty()) {
                throw refused;
            }
            // The apply that follows reports the reason.
            return written;
        }
    }

    private static StatefulSet stored(StatefulSet workers, int replicas) {
        return new StatefulSetBuilder(workers)
                .editMetadata()
                .withManagedFields()
                .withResourceVersion(null)
                .endMetadata()
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .withStatus(null)
                .build();
    }
}
