package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plays the kubelets for the Secrets that the workers mount: what changed since a pod began is in it as soon as the pod itself
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

    /** Contents by name. */
    public Map<String, String> files(String cluster, String namespace) {
        Pod pod = api.admin()
                .pods()
                .inNamespace(namespace)
                .withName(cluster + "-worker-0")
                .get();
        Map<String, String> files = new TreeMap<>();
        if (late || !pod.getMetadata().getAnnotations().containsKey(ANNOTATION)) {
            return files;
        }
        for (String name : mounted(pod)) {
            Secret secret =
                    api.admin().secrets().inNamespace(namespace).withName(name).get();
            if (secret != null && secret.getData() != null) {
                secret.getData()
                        .forEach((file, text) ->
                                files.put(file, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
            }
        }
        return files;
    }

    private static List<String> mounted(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .filter(source -> source.getSecret() != null)
                .map(source -> source.getSecret().getName())
                .filter(name -> name.contains("-connector-values"))
                .toList();
    }
}
