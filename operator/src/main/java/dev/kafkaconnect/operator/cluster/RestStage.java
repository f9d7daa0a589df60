package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far workers are on the way between plain HTTP and TLS. They pass requests on to one another, and one without
 * certificates reaches no leader with TLS: so a group on the way, in either direction, first becomes one that is prepared.
 * Pure; called by {@link ClusterPass}.
 */
enum RestStage {
    /** Plain HTTP, no certificates. */
    PLAIN,
    /** Plain HTTP, with certificates for requests to workers that are secured. */
    PREPARED,
    /** Mutual TLS; reaches workers of every stage. */
    SECURED;

    /**
     * The stage that the template of the workers shall have.
     *
     * @param goal PLAIN or SECURED
     * @param replicas as they shall be
     */
    static RestStage next(RestStage goal, int replicas, @Nullable StatefulSet workers, Collection<Pod> pods) {
        if (workers == null || pods.size() == 1 && replicas <= 1) {
            return goal;
        }
        FoundWorkers all = FoundWorkers.of(workers, pods);
        if (pods.isEmpty() && all.existing() == 0) {
            return goal;
        }
        Set<RestStage> found = pods.stream().map(pod -> of(pod.getMetadata())).collect(Collectors.toSet());
        if (found.contains(goal == SECURED ? PLAIN : SECURED)) {
            return PREPARED;
        }
        boolean arriving =
                found.contains(goal) || of(workers.getSpec().getTemplate().getMetadata()) == goal;
        // Of pods that are about to come back nothing is known: only a rollout that is over says that there are no
        // others.
        return arriving || all.settled() ? goal : PREPARED;
    }

    /** Of a pod, or of the template of pods. */
    static RestStage of(ObjectMeta metadata) {
        Map<String, String> annotations = metadata.getAnnotations();
        if (annotations == null || !annotations.containsKey(RestPart.ANNOTATION)) {
            return PLAIN;
        }
        return annotations.containsKey(RestPart.PREPARED) ? PREPARED : SECURED;
    }

    boolean hasCertificates() {
        return this != PLAIN;
    }
}
