package dev.kafkaconnect.operator.pods;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the events about an object: asked for only while a pod is missing or does not start, and every few seconds at most.
 * Events are help, not truth: what cannot be read is as good as none.
 */
final class PodEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PodEvents.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(3);
    private static final long MOST = 200;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Answer(List<Event> events, Instant asked) {}

    PodEvents(Clock clock) {
        this.clock = clock;
    }

    List<Event> of(HasMetadata object, KubernetesClient client) {
        String uid = object.getMetadata().getUid();
        Instant now = clock.instant();
        Answer answer = answers.get(uid);
        if (answer == null || !now.isBefore(answer.asked().plus(GOOD_FOR))) {
            answers.values().removeIf(old -> !now.isBefore(old.asked().plus(GOOD_FOR)));
            answer = new Answer(list(object, uid, client), now);
            answers.put(uid, answer);
        }
        return answer.events();
    }

    private static List<Event> list(HasMetadata object, String uid, KubernetesClient client) {
        try {
            return client.events()
                    .v1()
                    .events()
                    .inNamespace(object.getMetadata().getNamespace())
                    .list(new ListOptionsBuilder()
                            .withFieldSelector("regarding.uid=" + uid)
                            .withLimit(MOST)
                            .build())
                    .getItems();
        } catch (KubernetesClientException failed) {
            LOG.atInfo().log("Events could not be read: {}", failed.getMessage());
            return List.of();
        }
    }
}
