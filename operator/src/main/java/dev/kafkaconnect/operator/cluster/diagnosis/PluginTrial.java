package dev.kafkaconnect.operator.cluster.diagnosis;

import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plugins.PluginArtifacts;
import dev.kafkaconnect.operator.cluster.resources.PluginCheckPod;
import dev.kafkaconnect.operator.cluster.workers.PluginFetchFailure;
import dev.kafkaconnect.operator.pods.ThisPod;
import dev.kafkaconnect.operator.requests.ApiRefusal;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets plug-ins be downloaded by a pod of its own before a running worker is replaced by one that has to download them: a wrong
 * checksum or a repository that is down costs no worker. What it remembers may be lost: the pod is made once more. Called by
 * {@link PodGate}.
 */
public final class PluginTrial {
    private static final Logger LOG = LoggerFactory.getLogger(PluginTrial.class);

    /** A repository may be down later in a long rollout. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /** A pod that is refused by its node ends at once. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private static final String HELD = "no worker is replaced, all keep running: ";

    private final ClusterPods pods;
    private final Clock clock;
    private @Nullable Passed passed;
    private Instant madeAt = Instant.MIN;

    private record Passed(String content, Instant at) {}

    public PluginTrial(ClusterPods pods, Clock clock) {
        this.pods = pods;
        this.clock = clock;
    }

    /** @return what speaks against replacing a worker by one of this template now, empty when nothing does */
    Optional<Verdict> beforeTaking(ClusterPlan plan, PodTemplateSpec template, KubernetesClient client) {
        Pod wanted = PluginCheckPod.of(plan, template).orElse(null);
        if (wanted == null || hasPassed(wanted)) {
            return Optional.empty();
        }
        Pod found = client.pods()
                .inNamespace(plan.namespace())
                .withName(PluginCheckPod.nameOf(plan))
                .get();
        if (found == null) {
            return make(wanted, client);
        }
        if (!isOf(plan, found)) {
            return Optional.of(new Verdict.Stalled(
                    Reason.NameConflict,
                    HELD
                            + "the check pod for plug-ins cannot be created, because a pod %s exists that does not belong to this ConnectCluster; delete it or rename the ConnectCluster"
                                    .formatted(found.getMetadata().getName())));
        }
        if (StatusWriter.isTerminating(found)) {
            return Optional.of(underWay(found));
        }
        if (!content(found).equals(content(wanted)) || isOver(found)) {
            ThisPod.delete(found, null, client);
            return Optional.of(underWay(found));
        }
        if (succeeded(found)) {
            passed = new Passed(content(found), clock.instant());
            ThisPod.delete(found, null, client);
            return Optional.empty();
        }
        return Optional.of(judged(found));
    }

    /** Removes a pod that was made for another template than the workers are to have now. */
    void tidy(ClusterPlan plan, PodTemplateSpec template, KubernetesClient client) {
        List<Pod> found = pods.pluginChecks(plan);
        if (found.isEmpty()) {
            return;
        }
        String content =
                PluginCheckPod.of(plan, template).map(PluginTrial::content).orElse("");
        found.stream()
                .filter(pod -> isOf(plan, pod) && !StatusWriter.isTerminating(pod))
                .filter(pod -> !content(pod).equals(content) || isOver(pod))
                .forEach(pod -> ThisPod.delete(pod, null, client));
    }

    private boolean hasPassed(Pod wanted) {
        return passed != null
                && passed.content().equals(content(wanted))
                && clock.instant().isBefore(passed.at().plus(GOOD_FOR));
    }

    private Optional<Verdict> make(Pod wanted, KubernetesClient client) {
        Instant now = clock.instant();
        if (!madeAt.equals(Instant.MIN) && now.isBefore(madeAt.plus(BETWEEN))) {
            return Optional.of(underWay(wanted));
        }
        try {
            client.resource(wanted).create();
            madeAt = now;
            return Optional.of(underWay(wanted));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.of(underWay(wanted));
            }
            ApiRefusal refusal = ApiRefusal.of(refused).orElseThrow(() -> refused);
            if (refusal.cause() == ApiRefusal.Cause.Permission) {
                LOG.atInfo().log("Plug-ins are not tried before workers are replaced: {}", refusal.words());
                return Optional.empty();
            }
            return Optional.of(new Verdict.Stalled(
                    Reason.WorkersRefused,
                    HELD
                            + "Kubernetes refuses the check pod %s for plug-ins: %s"
                                    .formatted(wanted.getMetadata().getName(), refusal.words())));
        }
    }

    private static Verdict judged(Pod pod) {
        return PluginFetchFailure.of(pod)
                .map(failure -> failure.verdict(HELD))
                .or(() -> unscheduled(pod))
                .orElseGet(() -> underWay(pod));
    }

    private static Optional<Verdict> unscheduled(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "PodScheduled".equals(condition.getType())
                                && "Unschedulable".equals(condition.getReason()))
                        .findFirst()
                        .map(condition -> new Verdict.Progressing(
                                Reason.Unschedulable,
                                HELD
                                        + "the check pod %s for plug-ins cannot be scheduled: %s"
                                                .formatted(pod.getMetadata().getName(), condition.getMessage())));
    }

    private static Verdict underWay(Pod pod) {
        return new Verdict.Progressing(
                Reason.RollingUpdate,
                "the check pod %s is downloading the plug-ins; no worker is replaced before it has succeeded"
                        .formatted(pod.getMetadata().getName()));
    }

    private static boolean isOf(ClusterPlan plan, Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> plan.owner().getUid().equals(owner.getUid()));
    }

    private static String content(Pod pod) {
        return pod.getMetadata().getAnnotations() == null
                ? ""
                : pod.getMetadata().getAnnotations().getOrDefault(PluginCheckPod.CONTENT, "");
    }

    private static boolean isOver(Pod pod) {
        return pod.getStatus() != null && "Failed".equals(pod.getStatus().getPhase());
    }

    /** A container that a mesh adds may go on. */
    private static boolean succeeded(Pod pod) {
        if (pod.getStatus() == null) {
            return false;
        }
        List<String> own = Stream.concat(
                        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .map(container -> container.getName())
                .filter(name -> name.startsWith(PluginArtifacts.PREFIX))
                .toList();
        List<String> ended = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(PluginTrial::endedWell)
                .map(ContainerStatus::getName)
                .toList();
        return ended.containsAll(own);
    }

    private static boolean endedWell(ContainerStatus container) {
        return container.getState() != null
                && container.getState().getTerminated() != null
                && Integer.valueOf(0)
                        .equals(container.getState().getTerminated().getExitCode());
    }
}
