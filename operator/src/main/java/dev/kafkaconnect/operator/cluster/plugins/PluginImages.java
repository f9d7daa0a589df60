package dev.kafkaconnect.operator.cluster.plugins;

import dev.kafkaconnect.api.connectclusterspec.Plugins;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plug-ins from images (spec.plugins[].image): each in a directory of its own, where the workers look for
 * plug-ins or for the classes of their own class path. Pure.
 */
public record PluginImages(List<Plugin> plugins, PluginDelivery distribution) {
    /** Of the names of their volumes and containers. */
    public static final String PREFIX = "plugin-";

    /** Who sees the classes of a plug-in: spec.plugins[].classPath. */
    enum ClassPath {
        /** The plug-in itself. */
        Isolated("/opt/kafka-connect/plugins/"),
        /** The worker too, and all plug-ins. */
        Worker("/opt/kafka-connect/class-path/");

        private final String directory;

        ClassPath(String directory) {
            this.directory = directory;
        }

        String directory() {
            return directory;
        }

        static ClassPath of(@Nullable String spec) {
            return spec == null ? Isolated : valueOf(spec);
        }
    }

    /**
     * @param pullPolicy null for the default of Kubernetes
     * @param path of the plug-in in its image, null when it is all that is in it
     */
    record Plugin(
            String name,
            String image,
            @Nullable String pullPolicy,
            @Nullable String path,
            ClassPath classPath) {

        String volume() {
            return PREFIX + name;
        }
    }

    static PluginImages of(List<Plugins> spec, PluginDelivery distribution) {
        List<Plugin> plugins = spec.stream()
                .map(plugin -> new Plugin(
                        plugin.getName(),
                        plugin.getImage(),
                        plugin.getPullPolicy(),
                        plugin.getPath(),
                        ClassPath.of(plugin.getClassPath())))
                .toList();
        return new PluginImages(plugins, distribution);
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

    /** Whether an image of workers must look for jars where earlier ones did not. */
    boolean extendClassPath() {
        return plugins.stream().anyMatch(plugin -> plugin.classPath() == ClassPath.Worker);
    }

    private boolean copies() {
        return distribution == PluginDelivery.Copy && !plugins.isEmpty();
    }

    private Volume volume(Plugin plugin) {
        VolumeBuilder volume = new VolumeBuilder().withName(plugin.volume());
        return switch (distribution) {
            case ImageVolume ->
                volume.withNewImage()
                        .withReference(plugin.image())
                        .withPullPolicy(plugin.pullPolicy())
                        .endImage()
                        .build();
            case Copy -> volume.withNewEmptyDir().endEmptyDir().build();
        };
    }

    private VolumeMount mount(Plugin plugin) {
        return new VolumeMountBuilder()
                .withName(plugin.volume())
                .withMountPath(plugin.classPath().directory + plugin.name())
                .withSubPath(distribution == PluginDelivery.ImageVolume ? relative(plugin.path()) : null)
                .withReadOnly(true)
                .build();
    }

    /** A path within a volume begins with no slash; the whole of it has none. */
    private static @Nullable String relative(@Nullable String path) {
        String within = path == null ? "" : path.replaceAll("^/+|/+$", "");
        return within.isEmpty() ? null : within;
    }
}
