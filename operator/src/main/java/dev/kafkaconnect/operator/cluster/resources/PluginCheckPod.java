package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pod that downloads the plug-ins on trial, before a running worker is replaced by one that has to. It is what a worker's pod is
 * up to the worker itself: the same image, Secrets, account, security settings and labels of the user. Pure.
 */
public final class PluginCheckPod {
    /** Annotation that tells one content of the pod from another. */
    public static final String CONTENT = Labels.GROUP + "/plugin-check";

    private static final String SUFFIX = "-plugin-check";

    /** A pod that cannot end, or has no node, is made anew after this time. */
    private static final long DEADLINE_SECONDS = 900;

    private static final ResourceRequirements RESOURCES = new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity("50m"))
            .addToRequests("memory", new Quantity("128Mi"))
            .addToLimits("memory", new Quantity("256Mi"))
            .build();

    private PluginCheckPod() {}

    public static String nameOf(ClusterPlan plan) {
        return plan.name() + SUFFIX;
    }

    /**
     * @param template of the workers to come
     * @return empty when they download nothing
     */
    public static Optional<Pod> of(ClusterPlan plan, PodTemplateSpec template) {
        Set<String> names = plan.options().plugins().containersThatDownload();
        List<Container> fetching = template.getSpec().getInitContainers().stream()
                .filter(container -> names.contains(container.getName()))
                .map(container ->
                        new ContainerBuilder(container).withResources(RESOURCES).build())
                .toList();
        if (fetching.isEmpty()) {
            return Optional.empty();
        }
        PodSpec spec = spec(template.getSpec(), fetching);
        return Optional.of(new PodBuilder()
                .withNewMetadata()
                .withName(nameOf(plan))
                .withNamespace(plan.namespace())
                .withLabels(labels(plan, template))
                .withAnnotations(annotations(template, spec))
                .withOwnerReferences(plan.owner())
                .endMetadata()
                .withSpec(spec)
                .build());
    }

    private static PodSpec spec(PodSpec workers, List<Container> fetching) {
        Set<String> mounted = fetching.stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .map(VolumeMount::getName)
                .collect(Collectors.toSet());
        return new PodSpecBuilder(workers)
                // One after the other, as before a worker: side by side they would need more room.
                .withInitContainers(fetching.subList(0, fetching.size() - 1))
                .withContainers(fetching.getLast())
                .withVolumes(workers.getVolumes().stream()
                        .filter(volume -> mounted.contains(volume.getName()))
                        .toList())
                .withRestartPolicy("OnFailure")
                .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                .withTerminationGracePeriodSeconds(1L)
                .withTopologySpreadConstraints(List.of())
                .withAffinity(ofNodes(workers.getAffinity()))
                .build();
    }

    /** Rules about other pods are about workers. */
    private static @Nullable Affinity ofNodes(@Nullable Affinity affinity) {
        return affinity == null || affinity.getNodeAffinity() == null
                ? null
                : new AffinityBuilder()
                        .withNodeAffinity(affinity.getNodeAffinity())
                        .build();
    }

    /** Those of the user may be what network policies go by. */
    private static Map<String, String> labels(ClusterPlan plan, PodTemplateSpec template) {
        Map<String, String> labels = new TreeMap<>(template.getMetadata().getLabels());
        labels.putAll(Labels.ofPluginCheck(plan));
        return labels;
    }

    private static Map<String, String> annotations(PodTemplateSpec template, PodSpec spec) {
        Map<String, String> annotations = new TreeMap<>();
        if (template.getMetadata().getAnnotations() != null) {
            annotations.putAll(template.getMetadata().getAnnotations());
        }
        annotations.keySet().removeIf(key -> key.startsWith(Labels.GROUP + "/"));
        annotations.put(CONTENT, digest(Serialization.asJson(spec)));
        return annotations;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
