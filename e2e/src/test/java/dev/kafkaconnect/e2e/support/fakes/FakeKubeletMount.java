package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;

/**
 * Plays the kubelets for the Secret that the workers mount: what changed since a pod began is in it as soon as the pod itself
 * has changed, and not before.
 */
public final class FakeKubeletMount {
    public static final String ANNOTATION = "kafkaconnect.dev/values-changed-at";

    private final ApiServer api;
    private volatile boolean late;

    public FakeKubeletMount(ApiServer api) {
        this.api = api;
    }

    /** From now on, or no longer, nothing arrives. */
    public void beLate(boolean late) {
        this.late = late;
    }

    public Set<String> files(String cluster, String namespace) {
        Pod pod = api.admin()
                .pods()
                .inNamespace(namespace)
                .withName(cluster + "-worker-0")
                .get();
        return late || !pod.getMetadata().getAnnotations().containsKey(ANNOTATION)
                ? Set.of()
                : api.admin()
                        .secrets()
                        .inNamespace(namespace)
                        .withName(cluster + "-connector-values")
                        .get()
                        .getData()
                        .keySet();
    }
}
