package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose limit it is that a worker runs into: one of the spec, or the default of its namespace. Asked by {@link WorkerPods}. Pure. */
final class MemoryLimit {
    /** Annotation in which the API server notes what it took from a LimitRange. */
    private static final String ANNOTATION = "kubernetes.io/limit-ranger";

    private static final Pattern MEMORY =
            Pattern.compile("memory[^;]* limit for container " + WorkerPodNames.CONTAINER + "\\b");

    private MemoryLimit() {}

    /** Which limit is too low and what to do, for people. */
    static String remedy(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String defaults = annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
        return MEMORY.matcher(defaults).find()
                ? "the limit%s that a LimitRange of the namespace gives it: set a higher one in spec.resources.limits.memory"
                        .formatted(limit(pod).map(amount -> " of " + amount).orElse(""))
                : "spec.resources.limits.memory allows: raise the limit";
    }

    private static Optional<Quantity> limit(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> WorkerPodNames.CONTAINER.equals(container.getName()))
                .map(Container::getResources)
                .filter(resources -> resources != null && resources.getLimits() != null)
                .flatMap(resources -> Optional.ofNullable(resources.getLimits().get("memory")).stream())
                .findFirst();
    }
}
