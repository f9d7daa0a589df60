package dev.kafkaconnect.operator.pods;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a pod by its uid: what is known of it may be old, and another one of its name may be there by now. Called by whoever
 * deletes pods; does not know why.
 */
public final class ThisPod {

    private ThisPod() {}

    /** @param graceSeconds null for the pod's own */
    public static void delete(Pod pod, @Nullable Long graceSeconds, KubernetesClient client) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(graceSeconds)
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .build();
        try {
            client.raw(
                    "/api/v1/namespaces/%s/pods/%s"
                            .formatted(
                                    pod.getMetadata().getNamespace(),
                                    pod.getMetadata().getName()),
                    "DELETE",
                    options);
        } catch (KubernetesClientException gone) {
            if (gone.getCode() != HttpURLConnection.HTTP_CONFLICT
                    && gone.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw gone;
            }
        }
    }
}
