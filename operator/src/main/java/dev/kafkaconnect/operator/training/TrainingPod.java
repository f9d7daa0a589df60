package dev.kafkaconnect.operator.training;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the controller of StatefulSets and the kubelet do about one with a single replica. Used by {@link TrainingObjects}. */
final class TrainingPod {
    private static final String REVISION = "training";

    private TrainingPod() {}

    static void reported(ObjectNode set) {
        set.putObject("status")
                .put("observedGeneration", 1)
                .put("replicas", 1)
                .put("readyReplicas", 1)
                .put("updatedReplicas", 1)
                .put("currentRevision", REVISION)
                .put("updateRevision", REVISION);
    }

    static ObjectNode of(ObjectNode set) {
        ObjectNode template = (ObjectNode) set.at("/spec/template").deepCopy();
        ObjectNode pod = template.put("kind", "Pod").put("apiVersion", "v1");
        ObjectNode metadata = pod.withObject("/metadata");
        metadata.put("name", set.at("/metadata/name").asText() + "-0")
                .put("namespace", set.at("/metadata/namespace").asText())
                .put("uid", "uid-of-pod");
        metadata.withObject("/labels").put("controller-revision-hash", REVISION);
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "StatefulSet")
                .put("name", set.at("/metadata/name").asText())
                .put("uid", set.at("/metadata/uid").asText())
                .put("controller", true);
        ObjectNode status = pod.putObject("status").put("phase", "Running").put("podIP", "127.0.0.1");
        status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
        ObjectNode container = status.putArray("containerStatuses")
                .addObject()
                .put("name", "worker")
                .put("ready", true)
                .put("restartCount", 0);
        container.putObject("state").putObject("running").put("startedAt", "2026-01-01T00:00:00Z");
        return pod;
    }
}
