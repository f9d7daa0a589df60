package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.connectclusterspec.Plugins;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plug-ins that are added to those of the worker image (spec.plugins): each in a directory of its own beside them, where the
 * workers look already. Pure.
 */
record PluginImages(List<Plugin> plugins, PluginDelivery delivery) {
    /** Of the names of their volumes and containers. */
    static final String PREFIX = "plugin-";

    private static final String DIRECTORY = "/opt/kafka-connect/plugins/";

    /** @param pullPolicy null for the default of Kubernetes */
    record Plugin(String name, String image, @Nullable String pullPolicy) {

        String volume() {
            return PREFIX + name;
        }
    }

    static PluginImages of(@Nullable List<Plugins> spec, PluginDelivery delivery) {
        List<Plugin> plugins = spec == null
                ? List.of()
                : spec.stream()
                        .map(plugin -> new Plugin(plugin.getName(), plugin.getImage(), plugin.getPullPolicy()))
                        .toList();
        return new PluginImages(plugins, delivery);
    }

    PodPart part() {
        return plugins.stream()
                .map(plugin -> PodPart.mounted(volume(plugin), mount(plugin)))
                .reduce(copies() ? PluginCopies.toolsVolume() : PodPart.NOTHING, PodPart::and);
    }

    /** Containers that run before the worker, in this order. */
    List<Container> containersBefore(Container worker, @Nullable Long user) {
        return copies()
                ? Stream.concat(
                                Stream.of(PluginCopies.lendTools(worker)),
                                plugins.stream().map(plugin -> PluginCopies.copy(plugin, worker, user)))
                        .toList()
                : List.of();
    }

    private boolean copies() {
        return delivery == PluginDelivery.Copy && !plugins.isEmpty();
    }

    private Volume volume(Plugin plugin) {
        VolumeBuilder volume = new VolumeBuilder().withName(plugin.volume());
        return switch (delivery) {
            case ImageVolume ->
                volume.withNewImage()
                        .withReference(plugin.image())
                        .withPullPolicy(plugin.pullPolicy())
                        .endImage()
                        .build();
            case Copy -> volume.withNewEmptyDir().endEmptyDir().build();
        };
    }

    private static VolumeMount mount(Plugin plugin) {
        return new VolumeMountBuilder()
                .withName(plugin.volume())
                .withMountPath(DIRECTORY + plugin.name())
                .withReadOnly(true)
                .build();
    }
}
