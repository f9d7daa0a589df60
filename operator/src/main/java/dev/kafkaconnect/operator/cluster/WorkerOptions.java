package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Pod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the workers are run, apart from what makes them a group: a part of the {@link ClusterPlan} for each field of the spec.
 *
 * @param pullPolicy of the image, null for the default of Kubernetes
 */
record WorkerOptions(
        PodSettings pod,
        JvmSettings jvm,
        MetricsSettings metrics,
        LoggingSettings logging,
        PluginImages plugins,
        Rack rack,
        ChildSettings children,
        @Nullable String pullPolicy) {

    static WorkerOptions of(ConnectClusterSpec spec, PluginDelivery delivery) {
        return new WorkerOptions(
                PodSettings.of(Objects.requireNonNullElseGet(spec.getPod(), Pod::new)),
                JvmSettings.of(spec.getJvm()),
                MetricsSettings.of(spec.getMetrics()),
                LoggingSettings.of(spec.getLogging()),
                PluginImages.of(spec.getPlugins(), delivery),
                Rack.of(spec.getRack()),
                ChildSettings.of(spec),
                spec.getImagePullPolicy());
    }
}
