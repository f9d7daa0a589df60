package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.connect.WorkerContract;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Optional;

/**
 * Holds a rollout back that could not succeed: one to the image that runs already, which is too old for this operator. An image that nobody
 * runs yet is known when the first worker has started with it. Called by {@code WorkerChanges} before a worker is taken. Pure.
 */
public final class ImageContract {

    private ImageContract() {}

    /** Whether a worker that runs can report the contract of the image that the others are to get. */
    public static boolean isKnown(ClusterPlan plan, Collection<Pod> pods) {
        return !pods.isEmpty() && pods.stream().allMatch(pod -> runs(pod, plan.image()));
    }

    /** More than the operator always needs only for what asks for more: images of before go on working for all others. */
    public static WorkerContract neededBy(ClusterPlan plan) {
        if (plan.options().plugins().download()) {
            return WorkerContract.ARTIFACTS;
        }
        return plan.options().plugins().extendClassPath() ? WorkerContract.CLASS_PATH : WorkerContract.NEEDED;
    }

    public static Optional<Verdict> obstacle(ClusterPlan plan, WorkerContract found) {
        WorkerContract needed = neededBy(plan);
        return found.fulfils(needed)
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(
                        Reason.ImageOutdated,
                        "the workers need a change and keep running unchanged: their image %s was built from an older worker image (contract %d, %s needs %d); build it again from the worker image of this version, see docs/reference/worker-image.md, and set spec.image to the new one"
                                .formatted(plan.image(), found.number(), who(needed), needed.number())));
    }

    private static String who(WorkerContract needed) {
        if (needed.equals(WorkerContract.ARTIFACTS)) {
            return "artifacts in spec.plugins";
        }
        return needed.equals(WorkerContract.NEEDED)
                ? "this version of the operator"
                : "classPath: Worker in spec.plugins";
    }

    private static boolean runs(Pod pod, String image) {
        return pod.getSpec().getContainers().stream()
                .anyMatch(container ->
                        container.getName().equals(WorkerPodNames.CONTAINER) && image.equals(container.getImage()));
    }
}
