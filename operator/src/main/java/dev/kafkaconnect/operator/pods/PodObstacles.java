package dev.kafkaconnect.operator.pods;

import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps the pods of workers from starting, beforehand and afterwards. Called by the pass over a ConnectCluster. */
public final class PodObstacles {
    /** Verdicts that do not say yet why a worker is down. */
    private static final Set<Reason> UNEXPLAINED =
            EnumSet.of(Reason.WorkersStarting, Reason.RollingUpdate, Reason.RolloutHalted);

    private final MissingObjects objects;
    private final PodTrial trial;
    private final PodEvents events;
    private final PodRetry retry;
    private final Clock clock;

    public PodObstacles(String namespace, References references, Clock clock) {
        this.objects = new MissingObjects(namespace, references);
        this.trial = new PodTrial(clock);
        this.events = new PodEvents(clock);
        this.retry = new PodRetry(clock);
        this.clock = clock;
    }

    /** Whether the object that changed was missing when it was needed last. */
    public boolean isMissed(Reference changed) {
        return objects.isMissed(changed);
    }

    /**
     * Before pods are made of a template, while there are none.
     *
     * @param given objects that need not be there yet
     */
    public Optional<Verdict> beforeStart(StatefulSet wanted, Set<Reference> given) {
        return missing(wanted.getSpec().getTemplate().getSpec(), given)
                .map(text -> new Verdict.Awaiting(Reason.ReferenceMissing, "no worker is started: " + text));
    }

    /**
     * Before a running worker is stopped to be replaced by one that is made of another template.
     *
     * @param taken the pod that would be stopped
     */
    public Optional<Verdict> beforeTaking(
            StatefulSet wanted, Pod taken, Set<Reference> given, KubernetesClient client) {
        Optional<String> missing = missing(wanted.getSpec().getTemplate().getSpec(), given);
        if (missing.isPresent()) {
            return missing.map(text ->
                    new Verdict.Awaiting(Reason.ReferenceMissing, "no worker is replaced, all keep running: " + text));
        }
        return trial.refusal(wanted, taken.getMetadata().getName(), taken, client)
                .map(words -> new Verdict.Stalled(
                        Reason.WorkersRefused,
                        "no worker is replaced, all keep running: Kubernetes would refuse the new one: "
                                + Remedy.with(words)));
    }

    /**
     * While workers are down.
     *
     * @param verdict what is known without this
     * @return the same where there is nothing more to say
     */
    public Verdict whileDown(StatefulSet workers, Collection<Pod> pods, Verdict verdict, KubernetesClient client) {
        if (verdict.reason() == Reason.ImagePullFailed) {
            return withPullSecrets(workers.getSpec().getTemplate().getSpec(), verdict);
        }
        boolean unexplained = UNEXPLAINED.contains(verdict.reason());
        if (!unexplained && verdict.reason() != Reason.WorkerCrashed) {
            return verdict;
        }
        Integer replicas = workers.getSpec().getReplicas();
        for (int ordinal = 0; replicas != null && ordinal < replicas; ordinal++) {
            String name = workers.getMetadata().getName() + "-" + ordinal;
            Pod pod = pods.stream()
                    .filter(candidate -> candidate.getMetadata().getName().equals(name))
                    .findFirst()
                    .orElse(null);
            Optional<Verdict> why = pod == null
                    ? unexplained ? refused(workers, name, verdict, client) : Optional.empty()
                    : isDown(pod) ? notStarted(pod, unexplained, verdict, client) : Optional.empty();
            if (why.isPresent()) {
                return why.get();
            }
        }
        return verdict;
    }

    /**
     * How far the start of a pod is, or what the kubelet was answered last by one that runs without being ready.
     *
     * @param container the one whose start counts
     * @return half a sentence, empty when it cannot be told
     */
    public String stage(Pod pod, String container, KubernetesClient client) {
        return StartStage.of(pod, container, () -> events.of(pod, client), clock.instant())
                .orElse("");
    }

    /** They are not asked for beforehand: a node may have the image, or credentials of its own. */
    private Verdict withPullSecrets(@Nullable PodSpec pod, Verdict verdict) {
        List<String> missing = pod == null ? List.of() : objects.pullSecrets(pod);
        return missing.isEmpty()
                ? verdict
                : new Verdict.Stalled(
                        verdict.reason(),
                        "%s; of spec.pod.imagePullSecrets there is no Secret %s"
                                .formatted(verdict.message(), String.join(", ", missing)));
    }

    private static boolean isDown(Pod pod) {
        return !StatusWriter.isTerminating(pod) && !Readiness.isPodReady(pod);
    }

    private Optional<Verdict> refused(StatefulSet workers, String name, Verdict verdict, KubernetesClient client) {
        Optional<String> words = EventWords.ofCreation(events.of(workers, client), name, clock.instant());
        if (words.isPresent() && trial.isAdmitted(workers, name, client)) {
            retry.now(workers, client);
        }
        return words.map(text -> new Verdict.Stalled(
                Reason.WorkersRefused,
                "Kubernetes refuses worker %s: %s%s".formatted(name, Remedy.with(text), rest(verdict))));
    }

    private Optional<Verdict> notStarted(Pod pod, boolean unexplained, Verdict verdict, KubernetesClient client) {
        String name = pod.getMetadata().getName();
        Optional<Verdict> missing = missing(pod.getSpec(), Set.of())
                .map(text -> new Verdict.Awaiting(
                        Reason.ReferenceMissing, "worker %s cannot start: %s%s".formatted(name, text, rest(verdict))));
        if (missing.isPresent() || !unexplained || !awaitsContainers(pod)) {
            return missing;
        }
        return EventWords.ofStart(events.of(pod, client), clock.instant())
                .map(words -> new Verdict.Progressing(
                        Reason.WorkersStarting,
                        "worker %s does not start: %s%s".formatted(name, words, rest(verdict))));
    }

    /** Whether it has a node, and none of its containers has been started there. */
    private static boolean awaitsContainers(Pod pod) {
        return pod.getSpec().getNodeName() != null
                && pod.getStatus() != null
                && "Pending".equals(pod.getStatus().getPhase());
    }

    /** A rollout that hangs on it. */
    private static String rest(Verdict verdict) {
        return verdict.reason() == Reason.RollingUpdate || verdict.reason() == Reason.RolloutHalted
                ? ". The other workers keep running unchanged; " + verdict.message()
                : "";
    }

    private Optional<String> missing(@Nullable PodSpec pod, Set<Reference> given) {
        List<String> missing = pod == null ? List.of() : objects.of(pod, given);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", missing) + "; create what is missing, or correct spec.pod");
    }
}
