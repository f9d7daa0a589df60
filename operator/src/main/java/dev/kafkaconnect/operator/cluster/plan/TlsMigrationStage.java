package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;

/**
 * How far workers are on the way between plain HTTP and TLS. They pass requests on to one another, and one without
 * certificates reaches no leader with TLS: so a group on the way, in either direction, first becomes one that is prepared.
 * Pure.
 */
public enum TlsMigrationStage {
    /** Plain HTTP, no certificates. */
    PLAIN,
    /** Plain HTTP, with certificates for requests to workers that are secured. */
    PREPARED,
    /** Mutual TLS; reaches workers of every stage. */
    SECURED;

    /** Of a pod, or of the template of pods. */
    public static TlsMigrationStage of(ObjectMeta metadata) {
        Map<String, String> annotations = metadata.getAnnotations();
        if (annotations == null || !annotations.containsKey(WorkerPodNames.REST_TLS)) {
            return PLAIN;
        }
        return annotations.containsKey(WorkerPodNames.REST_TLS_PREPARED) ? PREPARED : SECURED;
    }

    public boolean hasCertificates() {
        return this != PLAIN;
    }
}
