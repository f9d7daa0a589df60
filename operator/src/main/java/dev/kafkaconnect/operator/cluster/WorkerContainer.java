package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container in which the worker's process runs. Pure. */
final class WorkerContainer {
    static final String NAME = "worker";

    /**
     * A health request is answered by the thread that also takes part in rebalances, so it may take seconds on a healthy
     * worker; the worker itself gives up after 10 s.
     */
    private static final int PROBE_TIMEOUT_SECONDS = 10;

    /** No worker answers earlier. */
    private static final int START_SECONDS = 2;

    private WorkerContainer() {}

    static Container of(ClusterPlan plan, PodPart parts) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(plan.image())
                .withArgs(arguments(plan))
                .withEnv(parts.env())
                .addNewPort()
                .withName("rest")
                .withContainerPort(ClusterPlan.REST_PORT)
                .withProtocol("TCP")
                .endPort()
                .addAllToPorts(plan.options().metrics().ports())
                .withResources(stated(plan.resources()))
                .withStartupProbe(health(plan, 1, 300)
                        .withInitialDelaySeconds(START_SECONDS)
                        .build())
                .withReadinessProbe(health(plan, 10, 2).build())
                .withLivenessProbe(health(plan, 20, 3).build())
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
            case WorkerMode.Standalone standalone -> List.of("standalone", properties, ConnectorFiles.DIRECTORY);
        };
    }

    /** A probe of a worker with TLS starts a process in its container, which costs the processor more than an answer does. */
    private static ProbeBuilder health(ClusterPlan plan, int periodSeconds, int failures) {
        return RestPart.health(plan)
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
                .withFailureThreshold(failures);
    }
}
