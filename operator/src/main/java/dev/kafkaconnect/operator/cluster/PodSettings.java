package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.connectclusterspec.Pod;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of the worker pods beyond what the operator makes of them (spec.pod). Added to the operator's own
 * template by {@link WorkerPodTemplate}; {@link PodSettingsCheck} refuses what would change that. Pure.
 *
 * @param spread empty to keep the operator's own
 */
record PodSettings(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        SortedMap<String, String> nodeSelector,
        List<Toleration> tolerations,
        @Nullable Affinity affinity,
        List<TopologySpreadConstraint> spread,
        @Nullable String serviceAccount,
        List<EnvVar> env,
        List<Volume> volumes,
        List<VolumeMount> mounts,
        PodSecurityContext securityContext,
        @Nullable String priorityClass,
        List<LocalObjectReference> pullSecrets,
        @Nullable Long graceSeconds) {

    static final PodSettings NONE = of(new Pod());

    static PodSettings of(Pod spec) {
        return new PodSettings(
                sorted(spec.getLabels()),
                sorted(spec.getAnnotations()),
                sorted(spec.getNodeSelector()),
                list(spec.getTolerations()),
                spec.getAffinity(),
                list(spec.getTopologySpreadConstraints()),
                spec.getServiceAccountName(),
                list(spec.getEnv()).stream().map(AsStored::variable).toList(),
                list(spec.getVolumes()).stream().map(AsStored::volume).toList(),
                list(spec.getVolumeMounts()).stream().map(AsStored::mount).toList(),
                Objects.requireNonNullElseGet(spec.getSecurityContext(), PodSecurityContext::new),
                spec.getPriorityClassName(),
                list(spec.getImagePullSecrets()),
                spec.getTerminationGracePeriodSeconds());
    }

    /** @param selector labels by which the workers of the cluster are told from other pods */
    PodTemplateSpec addedTo(PodTemplateSpec own, Map<String, String> selector) {
        PodSpec pod = own.getSpec();
        return new PodTemplateSpecBuilder(own)
                .editMetadata()
                .addToLabels(labels)
                .addToAnnotations(annotations)
                .endMetadata()
                .editSpec()
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
                .addAllToVolumes(volumes)
                .editFirstContainer()
                .addAllToEnv(env)
                .addAllToVolumeMounts(mounts)
                .endContainer()
                .endSpec()
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

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
