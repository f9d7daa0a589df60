package dev.kafkaconnect.operator.cluster.diagnosis;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.cluster.workers.LateStart;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Ends the wait for a worker that has not become ready in time, with how far it is and what its log says. Reads events and a log once
 * a minute at most, and only then. Called by {@link WorkerDiagnosis}.
 */
final class LateStarts {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final int LINES = 100;

    private final PodObstacles podObstacles;
    private final Clock clock;
    private @Nullable Said said;

    private record Said(String pod, Instant at, String stage, String log) {
        boolean holds(String uid, Instant now) {
            return pod.equals(uid) && now.isBefore(at.plus(GOOD_FOR));
        }
    }

    LateStarts(PodObstacles podObstacles, Clock clock) {
        this.podObstacles = podObstacles;
        this.clock = clock;
    }

    /** @param redactor for what is quoted from pods */
    Verdict told(
            ClusterPlan plan,
            Collection<Pod> pods,
            Verdict verdict,
            UnaryOperator<String> redactor,
            KubernetesClient client) {
        Instant now = clock.instant();
        Optional<Pod> late = LateStart.of(plan, pods, verdict, now);
        if (late.isEmpty()) {
            said = null;
            return verdict;
        }
        String uid = late.get().getMetadata().getUid();
        if (said == null || !said.holds(uid, now)) {
            String stage = podObstacles.stage(late.get(), WorkerPodNames.CONTAINER, client);
            said = new Said(uid, now, redactor.apply(stage), redactor.apply(log(late.get(), client)));
        }
        return LateStart.verdict(plan, verdict, late.get(), said.stage(), said.log());
    }

    private static String log(Pod pod, KubernetesClient client) {
        if (pod.getSpec() == null || pod.getSpec().getNodeName() == null) {
            return "";
        }
        try {
            String log = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .inContainer(WorkerPodNames.CONTAINER)
                    .tailingLines(LINES)
                    .getLog();
            return log == null ? "" : log;
        } catch (KubernetesClientException silent) {
            return "";
        }
    }
}
