package dev.kafkaconnect.operator.pods;

import dev.kafkaconnect.operator.backoff.Backoff;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the controller of StatefulSets try again to make a pod that it was refused. By itself it waits longer after each attempt,
 * up to a quarter of an hour; any change of the StatefulSet makes it try at once.
 */
final class PodRetry {
    static final String ANNOTATION = "kafkaconnect.dev/pods-retried-at";

    private static final Logger LOG = LoggerFactory.getLogger(PodRetry.class);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Pause(Instant until, Duration length) {}

    PodRetry(Clock clock) {
        this.clock = clock;
    }

    /** At growing intervals, should it be refused all the same. */
    void now(StatefulSet workers, KubernetesClient client) {
        Instant now = clock.instant();
        String uid = workers.getMetadata().getUid();
        Pause last = pauses.get(uid);
        if (last != null && now.isBefore(last.until())) {
            return;
        }
        pauses.values().removeIf(old -> now.isAfter(old.until().plus(PAUSES.longest())));
        Duration pause = PAUSES.after(last == null ? null : last.length());
        pauses.put(uid, new Pause(now.plus(pause), pause));
        try {
            client.apps()
                    .statefulSets()
                    .inNamespace(workers.getMetadata().getNamespace())
                    .withName(workers.getMetadata().getName())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(ANNOTATION, now));
        } catch (KubernetesClientException failed) {
            LOG.atInfo().log("The pods are not retried at once: {}", failed.getMessage());
        }
    }
}
