package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Pod;
import dev.kafkaconnect.api.connectclusterspec.pod.Probes;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of the worker pods beyond what the operator makes of them (spec.pod). Added to the operator's own
 * template by {@code WorkerPodTemplate}; {@code PodSettingsCheck} refuses what would change that. Pure.
 *
 * @param spread empty to keep the operator's own
 * @param probes added by {@code WorkerProbes}
 */
public record PodSettings(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        SortedMap<String, String> nodeSelector,
        List<Toleration> tolerations,
        @Nullable Affinity affinity,
        List<TopologySpreadConstraint> spread,
        @Nullable String serviceAccount,
        WorkerContainerSettings worker,
        FurtherContainers further,
        List<Volume> volumes,
        PodSecurityContext securityContext,
        NameResolution names,
        @Nullable String runtimeClass,
        @Nullable String scheduler,
        @Nullable String priorityClass,
        List<LocalObjectReference> pullSecrets,
        @Nullable Long graceSeconds,
        @Nullable Probes probes) {

    static final PodSettings NONE = of(new Pod());

    public static PodSettings of(Pod spec) {
        return new PodSettings(
                sorted(spec.getLabels()),
                sorted(spec.getAnnotations()),
                sorted(spec.getNodeSelector()),
                list(spec.getTolerations()),
                spec.getAffinity(),
                list(spec.getTopologySpreadConstraints()),
                spec.getServiceAccountName(),
                WorkerContainerSettings.of(spec),
                FurtherContainers.of(spec),
                list(spec.getVolumes()).stream().map(ServerDefaults::volume).toList(),
                Objects.requireNonNullElseGet(spec.getSecurityContext(), PodSecurityContext::new),
                NameResolution.of(spec),
                spec.getRuntimeClassName(),
                spec.getSchedulerName(),
                spec.getPriorityClassName(),
                list(spec.getImagePullSecrets()),
                spec.getTerminationGracePeriodSeconds(),
                spec.getProbes());
    }

    /** @param selector labels that distinguish the workers of the cluster from other pods */
    public PodTemplateSpec addedTo(PodTemplateSpec own, Map<String, String> selector) {
        // A builder of the template would copy the pod once more.
        return new PodTemplateSpec(
                new ObjectMetaBuilder(own.getMetadata())
                        .addToLabels(labels)
                        .addToAnnotations(annotations)
                        .build(),
                addedTo(own.getSpec(), selector));
    }

    private PodSpec addedTo(PodSpec pod, Map<String, String> selector) {
        return names.addedTo(further.addedTo(new PodSpecBuilder(pod)))
                .withNodeSelector(nodeSelector)
                .withTolerations(tolerations)
                .withAffinity(affinity)
                .withTopologySpreadConstraints(
                        spread.isEmpty()
                                ? pod.getTopologySpreadConstraints()
                                : spread.stream()
                                        .map(constraint -> counting(selector, constraint))
                                        .toList())
                .withServiceAccountName(serviceAccount == null ? pod.getServiceAccountName() : serviceAccount)
                .withSecurityContext(over(pod.getSecurityContext()))
                .withPriorityClassName(priorityClass)
                .withImagePullSecrets(pullSecrets)
                .withTerminationGracePeriodSeconds(
                        graceSeconds == null ? pod.getTerminationGracePeriodSeconds() : graceSeconds)
                .withRuntimeClassName(runtimeClass)
                .withSchedulerName(scheduler)
                .addAllToVolumes(volumes)
                .setToContainers(0, worker.addedTo(pod.getContainers().getFirst()))
                .build();
    }

    private static TopologySpreadConstraint counting(
            Map<String, String> selector, TopologySpreadConstraint constraint) {
        return constraint.getLabelSelector() != null
                ? constraint
                : new TopologySpreadConstraintBuilder(constraint)
                        .withNewLabelSelector()
                        .withMatchLabels(selector)
                        .endLabelSelector()
                        .build();
    }

    private PodSecurityContext over(PodSecurityContext own) {
        return new PodSecurityContextBuilder(securityContext)
                .withRunAsNonRoot(
                        securityContext.getRunAsNonRoot() == null
                                ? own.getRunAsNonRoot()
                                : securityContext.getRunAsNonRoot())
                .withSeccompProfile(
                        securityContext.getSeccompProfile() == null
                                ? own.getSeccompProfile()
                                : securityContext.getSeccompProfile())
                .withFsGroup(securityContext.getFsGroup() == null ? own.getFsGroup() : securityContext.getFsGroup())
                .withFsGroupChangePolicy(
                        securityContext.getFsGroupChangePolicy() == null
                                ? own.getFsGroupChangePolicy()
                                : securityContext.getFsGroupChangePolicy())
                .build();
    }

    private static SortedMap<String, String> sorted(@Nullable Map<String, String> map) {
        return map == null ? new TreeMap<>() : new TreeMap<>(map);
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
