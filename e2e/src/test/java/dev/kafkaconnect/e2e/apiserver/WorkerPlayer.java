package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import java.util.Map;

/** Plays the StatefulSet controller and the kubelet for the workers of one cluster: neither runs here. */
public final class WorkerPlayer {
    private final ApiServer api;
    private final String cluster;

    public WorkerPlayer(ApiServer api, String cluster) {
        this.api = api;
        this.cluster = cluster;
    }

    public StatefulSet statefulSet() {
        return api.admin()
                .apps()
                .statefulSets()
                .inNamespace(api.namespace())
                .withName(cluster + "-worker")
                .get();
    }

    /** Waits for the StatefulSet, makes all of its pods and reports them ready. */
    public void allBecomeReady() {
        StatefulSet workers = eventually().until(this::statefulSet, found -> found != null);
        int replicas = workers.getSpec().getReplicas();
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            podBecomesReady(workers, ordinal);
        }
        report(workers, replicas);
    }

    private void podBecomesReady(StatefulSet workers, int ordinal) {
        String name = podName(ordinal);
        if (pod(name) == null) {
            api.admin()
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(api.namespace())
                            .withLabels(workers.getSpec()
                                    .getTemplate()
                                    .getMetadata()
                                    .getLabels())
                            .endMetadata()
                            .withSpec(workers.getSpec().getTemplate().getSpec())
                            .build())
                    .create();
        }
        setReady(ordinal, true);
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

    private void report(StatefulSet workers, int replicas) {
        api.admin().resource(workers).editStatus(found -> {
            found.setStatus(new StatefulSetStatusBuilder()
                    .withObservedGeneration(found.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withCurrentReplicas(replicas)
                    .withAvailableReplicas(replicas)
                    .withCurrentRevision("1")
                    .withUpdateRevision("1")
                    .build());
            return found;
        });
    }

    /** Changes something that concerns nobody. */
    void touchFirstPod(String text) {
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
}
