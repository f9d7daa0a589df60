package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container in which the worker's process runs. Pure. */
public final class WorkerContainer {
    /**
     * Without a limit each worker would take its heap for a share of the node's memory, and be the first to be evicted. At rest a
     * worker takes 140 MB and a few hundredths of a processor.
     */
    public static final ResourceRequirements DEFAULT_RESOURCES = new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity("100m"))
            .addToRequests("memory", new Quantity("1Gi"))
            .addToLimits("memory", new Quantity("1Gi"))
            .build();

    private WorkerContainer() {}

    static Container of(ClusterPlan plan, PodPart parts) {
        return new ContainerBuilder()
                .withName(WorkerPodNames.CONTAINER)
                .withImage(plan.image())
                .withImagePullPolicy(plan.options().pullPolicy())
                .withArgs(arguments(plan))
                .withEnv(parts.env())
                .addNewPort()
                .withName("rest")
                .withContainerPort(ClusterPlan.REST_PORT)
                .withProtocol("TCP")
                .endPort()
                .addAllToPorts(plan.options().metrics().ports())
                .withResources(stated(plan.resources()))
                .withStartupProbe(WorkerProbes.of(plan).startup())
                .withReadinessProbe(WorkerProbes.of(plan).readiness())
                .withLivenessProbe(WorkerProbes.of(plan).liveness())
                // The last lines of the log of a worker that ends are what its status tells the user.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(parts.mounts())
                .build();
    }

    /** An empty block would own whatever others put into it, such as an autoscaler of sizes. */
    private static @Nullable ResourceRequirements stated(ResourceRequirements resources) {
        boolean empty = resources.getRequests().isEmpty()
                && resources.getLimits().isEmpty()
                && resources.getClaims().isEmpty();
        return empty ? null : resources;
    }

    private static List<String> arguments(ClusterPlan plan) {
        String properties = WorkerPodParts.CONFIG_DIRECTORY + "/" + WorkerPodParts.PROPERTIES_FILE;
        return switch (plan.mode()) {
            case WorkerMode.Distributed distributed -> List.of("distributed", properties);
            case WorkerMode.Standalone standalone -> List.of("standalone", properties, StartSetConfigMap.DIRECTORY);
        };
    }
}
