package dev.kafkaconnect.e2e.support.fakes;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Plays the StatefulSet controller and the kubelet for the workers of one cluster: neither runs here. Replaces pods as the
 * controller does with podManagementPolicy Parallel: those from the partition on, from the highest ordinal down, whether
 * they are ready or not, and waits for each.
 */
public final class WorkerPlayer {
    private static final String REVISION = "controller-revision-hash";

    private final ApiServer api;
    private final String cluster;
    private final Map<String, PodTemplateSpec> templates = new ConcurrentHashMap<>();
    private String missingImage = "";
    private boolean startsPods = true;

    public WorkerPlayer(ApiServer api, String cluster) {
        this.api = api;
        this.cluster = cluster;
    }

    /** Its name. */
    public String cluster() {
        return cluster;
    }

    public StatefulSet statefulSet() {
        return named().get();
    }

    private RollableScalableResource<StatefulSet> named() {
        return api.admin().apps().statefulSets().inNamespace(api.namespace()).withName(cluster + "-worker");
    }

    /** Waits for the StatefulSet, makes all of its pods and reports them ready. */
    public void allBecomeReady() {
        eventually().until(() -> {
            act();
            StatefulSet set = statefulSet();
            return set.getSpec().getReplicas().equals(set.getStatus().getReadyReplicas())
                    && set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
        });
    }

    /** From now on no pod can pull this image. */
    public void loseImage(String image) {
        missingImage = image;
    }

    /** From now on a new pod becomes ready when it is told to: its process is a real one. */
    public void leavePodsToStart() {
        startsPods = false;
    }

    /** Pods become ready by themselves, those that wait too. */
    public void startPods() {
        startsPods = true;
    }

    /** One look of the controller, then one of the kubelet. */
    public void act() {
        StatefulSet set = statefulSet();
        String update = revision(set.getSpec().getTemplate());
        templates.put(update, set.getSpec().getTemplate());
        StatefulSetStatus before = set.getStatus() == null ? new StatefulSetStatus() : set.getStatus();
        String current = before.getCurrentRevision() == null ? update : before.getCurrentRevision();
        int partition = set.getSpec().getUpdateStrategy().getRollingUpdate().getPartition();
        int replicas = set.getSpec().getReplicas();
        pods().tailMap(replicas).values().forEach(this::delete);
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            if (pod(podName(ordinal)) == null) {
                create(ordinal, ordinal < partition ? current : update);
            }
        }
        replaceOne(replicas, partition, update);
        report(set, current, update);
        if (startsPods) {
            pods().keySet().forEach(this::start);
        }
        report(set, current, update);
    }

    private void replaceOne(int replicas, int partition, String update) {
        for (int ordinal = replicas - 1; ordinal >= partition; ordinal--) {
            Pod pod = pod(podName(ordinal));
            if (!update.equals(pod.getMetadata().getLabels().get(REVISION))) {
                delete(pod);
                create(ordinal, update);
                return;
            }
            if (!Readiness.isPodReady(pod)) {
                return;
            }
        }
    }

    private static String revision(PodTemplateSpec template) {
        return "revision-" + Integer.toHexString(Serialization.asJson(template).hashCode());
    }

    private void create(int ordinal, String revision) {
        PodTemplateSpec template = templates.get(revision);
        api.admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(podName(ordinal))
                        .withNamespace(api.namespace())
                        .withLabels(template.getMetadata().getLabels())
                        .addToLabels(REVISION, revision)
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
    }

    private void delete(Pod pod) {
        api.admin().resource(pod).withGracePeriod(0).delete();
    }

    /** A pod that was just made becomes ready, or cannot pull its image. */
    private void start(int ordinal) {
        Pod pod = pod(podName(ordinal));
        if (pod.getStatus() != null
                && !(pod.getStatus().getConditions().isEmpty()
                        && pod.getStatus().getContainerStatuses().isEmpty())) {
            return;
        }
        String image = image(pod);
        if (!image.equals(missingImage)) {
            setReady(ordinal, true);
            return;
        }
        api.admin()
                .resource(pod)
                .editStatus(found -> new PodBuilder(found)
                        .editOrNewStatus()
                        .withPhase("Pending")
                        .addNewContainerStatus()
                        .withName("worker")
                        .withImage(image)
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewWaiting("not found", "ErrImagePull")
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }

    /** What the kubelet finds out about a pod. */
    public void setReady(int ordinal, boolean ready) {
        api.admin()
                .resource(pod(podName(ordinal)))
                .editStatus(pod -> new PodBuilder(pod)
                        .editOrNewStatus()
                        .withPhase("Running")
                        .removeMatchingFromConditions(condition -> "Ready".equals(condition.getType()))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    /** The same of every pod. */
    public void setAllReady(boolean ready) {
        pods().keySet().forEach(ordinal -> setReady(ordinal, ready));
    }

    /** The process of a pod has ended more than once. */
    public void crashes(int ordinal) {
        crashes(ordinal, "Terminating due to java.lang.OutOfMemoryError: Java heap space");
    }

    /** The same with what the kubelet keeps of its log. */
    public void crashes(int ordinal, String lastWords) {
        setReady(ordinal, false);
        api.admin()
                .resource(pod(podName(ordinal)))
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .addNewContainerStatus()
                        .withName("worker")
                        .withImage("worker")
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(3)
                        .withNewState()
                        .withNewWaiting()
                        .withReason("CrashLoopBackOff")
                        .endWaiting()
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withReason("Error")
                        .withExitCode(3)
                        .withMessage(lastWords)
                        .endTerminated()
                        .endLastState()
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }

    /** Whatever the operator writes into the StatefulSet meanwhile: a controller that meets a conflict reports again. */
    private void report(StatefulSet seen, String current, String update) {
        SortedMap<Integer, Pod> pods = pods();
        int ready = (int) pods.values().stream().filter(Readiness::isPodReady).count();
        int updated = (int) pods.values().stream()
                .filter(pod -> update.equals(pod.getMetadata().getLabels().get(REVISION)))
                .count();
        int wanted = seen.getSpec().getReplicas();
        boolean complete = pods.size() == wanted && ready == wanted && updated == wanted;
        StatefulSetStatus status = new StatefulSetStatusBuilder()
                .withObservedGeneration(seen.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withReadyReplicas(ready)
                .withUpdatedReplicas(updated)
                .withCurrentReplicas(complete ? wanted : pods.size() - updated)
                .withAvailableReplicas(ready)
                .withCurrentRevision(complete ? update : current)
                .withUpdateRevision(update)
                .build();
        named().subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
    }

    /** Images of the pods, from the lowest ordinal up; a star marks a pod that is not ready. */
    public String images() {
        StringBuilder images = new StringBuilder();
        pods().values()
                .forEach(pod -> images.append(images.isEmpty() ? "" : " ")
                        .append(image(pod))
                        .append(Readiness.isPodReady(pod) ? "" : "*"));
        return images.toString();
    }

    /** An annotation of each pod, from the lowest ordinal up. */
    public List<String> annotations(String name) {
        return pods().values().stream()
                .map(pod -> pod.getMetadata().getAnnotations().getOrDefault(name, ""))
                .toList();
    }

    /** Of the pods, from the lowest ordinal up. */
    public List<Map<String, String>> annotations() {
        return pods().values().stream()
                .map(pod -> pod.getMetadata().getAnnotations())
                .toList();
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getImage();
    }

    /** Changes something that concerns nobody. */
    public void touchFirstPod(String text) {
        api.admin()
                .resource(pod(podName(0)))
                .edit(pod -> new PodBuilder(pod)
                        .editMetadata()
                        .addToAnnotations(Map.of("example.com/touched", text + "-" + System.nanoTime()))
                        .endMetadata()
                        .build());
    }

    private String podName(int ordinal) {
        return "%s-worker-%d".formatted(cluster, ordinal);
    }

    private Pod pod(String name) {
        return api.admin().pods().inNamespace(api.namespace()).withName(name).get();
    }

    private SortedMap<Integer, Pod> pods() {
        String prefix = cluster + "-worker-";
        SortedMap<Integer, Pod> pods = new TreeMap<>();
        for (Pod pod : api.admin().pods().inNamespace(api.namespace()).list().getItems()) {
            String name = pod.getMetadata().getName();
            if (name.startsWith(prefix)) {
                pods.put(Integer.parseInt(name.substring(prefix.length())), pod);
            }
        }
        return pods;
    }

    /** Pods of this ordinal and above are to be of the newest revision. */
    public int partition() {
        return statefulSet().getSpec().getUpdateStrategy().getRollingUpdate().getPartition();
    }

    /** Acts for that long, in which the state must not change once it holds. */
    public void staysFor(Duration time, Callable<Boolean> state) {
        AtomicBoolean held = new AtomicBoolean();
        AtomicBoolean changed = new AtomicBoolean();
        // One act can take seconds where others use the processors.
        within(time.plusSeconds(60)).during(time).until(() -> {
            act();
            boolean holds = state.call();
            changed.compareAndSet(false, held.get() && !holds);
            held.compareAndSet(false, holds);
            return holds && !changed.get();
        });
    }
}
