package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Pod;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.plugins.WorkerPlugins;
import dev.kafkaconnect.operator.cluster.settings.ChildSettings;
import dev.kafkaconnect.operator.cluster.settings.JvmSettings;
import dev.kafkaconnect.operator.cluster.settings.LoggingSettings;
import dev.kafkaconnect.operator.cluster.settings.MetricsSettings;
import dev.kafkaconnect.operator.cluster.settings.PodSettings;
import dev.kafkaconnect.operator.cluster.settings.Rack;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the workers are run, apart from what makes them a group: a part of the {@link ClusterPlan} for each field of the spec.
 *
 * @param pullPolicy of the image, null for the default of Kubernetes
 */
public record WorkerOptions(
        PodSettings pod,
        JvmSettings jvm,
        MetricsSettings metrics,
        LoggingSettings logging,
        WorkerPlugins plugins,
        Rack rack,
        ChildSettings children,
        @Nullable String pullPolicy) {

    public static WorkerOptions of(ConnectClusterSpec spec, PluginDelivery distribution) {
        return new WorkerOptions(
                PodSettings.of(Objects.requireNonNullElseGet(spec.getPod(), Pod::new)),
                JvmSettings.of(spec.getJvm()),
                MetricsSettings.of(spec.getMetrics()),
                LoggingSettings.of(spec.getLogging()),
                WorkerPlugins.of(spec.getPlugins(), distribution),
                Rack.of(spec.getRack()),
                ChildSettings.of(spec),
                spec.getImagePullPolicy());
    }
}
