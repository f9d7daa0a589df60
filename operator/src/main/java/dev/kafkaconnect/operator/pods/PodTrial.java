package dev.kafkaconnect.operator.pods;

import dev.kafkaconnect.operator.requests.ApiRefusal;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the API server by a dry run whether it would take a pod of a StatefulSet: quotas, limit ranges, security standards and
 * policies answer as they would to its controller. An answer is good for a few seconds. Where the operator may not make pods,
 * it has no objection.
 */
final class PodTrial {
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Clock clock;

    /** @param known whether the API server has answered the question */
    private record Answer(PodTemplateSpec template, Optional<String> refusal, boolean known, Instant asked) {}

    PodTrial(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param replaced the pod that goes before this one comes
     * @return the words of the API server, empty when it has no objection
     */
    Optional<String> refusal(StatefulSet workers, String name, Pod replaced, KubernetesClient client) {
        return answer(workers, name, client).refusal().filter(words -> !QuotaWords.leaveRoom(words, replaced));
    }

    /** Whether it would be taken for certain. */
    boolean isAdmitted(StatefulSet workers, String name, KubernetesClient client) {
        Answer answer = answer(workers, name, client);
        return answer.known() && answer.refusal().isEmpty();
    }

    private Answer answer(StatefulSet workers, String name, KubernetesClient client) {
        String key = workers.getMetadata().getNamespace() + "/" + name;
        PodTemplateSpec template = workers.getSpec().getTemplate();
        Answer answer = answers.get(key);
        Instant now = clock.instant();
        if (answer == null
                || !answer.template().equals(template)
                || !now.isBefore(answer.asked().plus(GOOD_FOR))) {
            answers.values().removeIf(old -> !now.isBefore(old.asked().plus(GOOD_FOR)));
            answer = ask(workers, name, now, client);
            answers.put(key, answer);
        }
        return answer;
    }

    private static Answer ask(StatefulSet workers, String name, Instant now, KubernetesClient client) {
        PodTemplateSpec template = workers.getSpec().getTemplate();
        try {
            client.resource(pod(workers, name)).dryRun().create();
            return new Answer(template, Optional.empty(), true, now);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                // That there is a pod of this name is found out last.
                return new Answer(template, Optional.empty(), true, now);
            }
            if (refused.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
                // A webhook that cannot answer to a dry run.
                return new Answer(template, Optional.empty(), false, now);
            }
            ApiRefusal refusal = ApiRefusal.of(refused).orElseThrow(() -> refused);
            return refusal.cause() == ApiRefusal.Cause.Permission
                    ? new Answer(template, Optional.empty(), false, now)
                    : new Answer(template, Optional.of(refusal.words()), true, now);
        }
    }

    /** As the controller of StatefulSets makes it. */
    private static Pod pod(StatefulSet workers, String name) {
        PodTemplateSpec template = workers.getSpec().getTemplate();
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withName(name)
                .withNamespace(workers.getMetadata().getNamespace())
                .addToLabels("statefulset.kubernetes.io/pod-name", name)
                .addToLabels("apps.kubernetes.io/pod-index", name.substring(name.lastIndexOf('-') + 1))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("apps/v1")
                        .withKind("StatefulSet")
                        .withName(workers.getMetadata().getName())
                        .withUid(workers.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .withHostname(name)
                .withSubdomain(workers.getSpec().getServiceName())
                .endSpec()
                .build();
    }
}
