package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes kubelets look at a changed Secret now instead of after a minute or more, by writing an annotation on the pods that
 * mount it. Once for each change, and again only when that did not help: the pod may have come to the kubelet's attention
 * before the Secret did.
 */
public final class KubeletSyncTrigger {
    static final String ANNOTATION = "kafkaconnect.dev/values-changed-at";
    private static final Logger LOG = LoggerFactory.getLogger(KubeletSyncTrigger.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Function<ClusterId, Map<String, String>> labels;
    private final Clock clock;
    private final Map<ClusterId, Nudge> last = new ConcurrentHashMap<>();

    private record Nudge(String version, Instant at) {}

    /** @param labels by which the pods of a cluster are found */
    public KubeletSyncTrigger(KubernetesClient client, Function<ClusterId, Map<String, String>> labels, Clock clock) {
        this.client = client;
        this.labels = labels;
        this.clock = clock;
    }

    /** @param version of the Secret that the pods are to have */
    public void syncTrigger(ClusterId id, String version) {
        Nudge now = new Nudge(version, clock.instant());
        Nudge latest = last.merge(id, now, (before, wanted) -> isDue(before, wanted) ? wanted : before);
        if (latest != now) {
            return;
        }
        String patch = "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(ANNOTATION, now.at());
        for (Pod pod : client.pods()
                .inNamespace(id.namespace())
                .withLabels(labels.apply(id))
                .list()
                .getItems()) {
            try {
                client.resource(pod).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            } catch (KubernetesClientException refused) {
                LOG.atWarn()
                        .addKeyValue("pod", pod.getMetadata().getName())
                        .log("Could not be triggered to sync changed values: {}", refused.getMessage());
            }
        }
    }

    private static boolean isDue(Nudge before, Nudge wanted) {
        return !before.version().equals(wanted.version())
                || before.at().plus(AGAIN).isBefore(wanted.at());
    }
}
