package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import dev.kafkaconnect.operator.cluster.standalone.OffsetsVolume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;

/** The pod template of the workers: whatever is in it rolls them when it changes. Pure. */
public final class WorkerPodTemplate {

    private WorkerPodTemplate() {}

    public static PodTemplateSpec of(ClusterPlan plan) {
        return plan.options().pod().addedTo(own(plan), Labels.selector(plan));
    }

    /** Without what the user adds. */
    public static PodTemplateSpec own(ClusterPlan plan) {
        PodPart parts = WorkerPodParts.of(plan);
        // A builder would copy the pod.
        return new PodTemplateSpec(
                new ObjectMetaBuilder()
                        .withLabels(Labels.child(plan))
                        .withAnnotations(parts.annotations())
                        .build(),
                pod(plan, parts));
    }

    private static PodSpec pod(ClusterPlan plan, PodPart parts) {
        boolean standalone = plan.mode() instanceof WorkerMode.Standalone;
        Container worker = WorkerContainer.of(plan, parts);
        return new PodSpecBuilder()
                .withServiceAccountName(plan.workers())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(plan.grace().seconds())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withFsGroup(standalone ? OffsetsVolume.GROUP : null)
                .withFsGroupChangePolicy(standalone ? "OnRootMismatch" : null)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withTopologySpreadConstraints(
                        standalone
                                ? List.of()
                                : List.of(
                                        spread("kubernetes.io/hostname", plan),
                                        spread("topology.kubernetes.io/zone", plan)))
                .withInitContainers(plan.options()
                        .plugins()
                        .containersBefore(
                                worker, plan.options().pod().securityContext().getRunAsUser()))
                .withContainers(worker)
                .withVolumes(parts.volumes())
                .build();
    }

    private static TopologySpreadConstraint spread(String topologyKey, ClusterPlan plan) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(plan))
                .endLabelSelector()
                .build();
    }
}
