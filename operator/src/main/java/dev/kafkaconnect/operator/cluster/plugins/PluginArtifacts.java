package dev.kafkaconnect.operator.cluster.plugins;

import dev.kafkaconnect.artifacts.Artifact;
import dev.kafkaconnect.artifacts.FetchArguments;
import dev.kafkaconnect.operator.cluster.plugins.PluginImages.ClassPath;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plug-ins that are downloaded when a pod starts (spec.plugins[].artifacts). A container before the worker does it, with the image
 * of the workers: it is on the node anyway, the Secrets for pulling it apply, and a new operator does not roll the workers. Pure.
 */
public record PluginArtifacts(List<Plugin> plugins) {
    /** Of the names of the containers that download; the rest is the name of the plug-in. */
    public static final String PREFIX = "fetch-";

    private static final String SCRIPT = "/opt/kafka-connect/bin/fetch-plugin";
    private static final String TARGET = "/plugin-files";
    private static final String SECRETS = "/plugin-repository";

    /** More than the limits of the download and of what is unpacked together: a fence behind them. */
    private static final Quantity SIZE = new Quantity("4Gi");

    record Plugin(String name, List<Artifact> artifacts, PluginRepository repository, ClassPath classPath) {

        String volume() {
            return PluginImages.PREFIX + name;
        }

        FetchArguments arguments() {
            return new FetchArguments(
                    name,
                    Path.of(TARGET),
                    artifacts,
                    repository.user() == null ? null : repository.url(),
                    repository.user(),
                    repository.hasFiles() ? Path.of(SECRETS) : null);
        }
    }

    PodPart part() {
        return plugins.stream().map(PluginArtifacts::part).reduce(PodPart.NOTHING, PodPart::and);
    }

    /** Containers that run before the worker, in this order. */
    List<Container> containersBefore(Container worker) {
        return plugins.stream().map(plugin -> fetch(plugin, worker)).toList();
    }

    boolean extendClassPath() {
        return plugins.stream().anyMatch(plugin -> plugin.classPath() == ClassPath.Worker);
    }

    private static PodPart part(Plugin plugin) {
        Volume files = new VolumeBuilder()
                .withName(plugin.volume())
                .withNewEmptyDir()
                .withSizeLimit(SIZE)
                .endEmptyDir()
                .build();
        PodPart mounted = PodPart.mounted(
                files,
                new VolumeMountBuilder()
                        .withName(plugin.volume())
                        .withMountPath(plugin.classPath().directory() + plugin.name())
                        .withReadOnly(true)
                        .build());
        return plugin.repository().hasFiles()
                ? mounted.and(PodPart.volume(plugin.repository().volume(plugin.name())))
                : mounted;
    }

    private static Container fetch(Plugin plugin, Container worker) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount(plugin.volume(), TARGET, null));
        if (plugin.repository().hasFiles()) {
            mounts.add(mount(PluginRepository.volumeName(plugin.name()), SECRETS, true));
        }
        return new ContainerBuilder()
                .withName(PREFIX + plugin.name())
                .withImage(worker.getImage())
                .withImagePullPolicy(worker.getImagePullPolicy())
                .withCommand(SCRIPT)
                .withArgs(plugin.arguments().text())
                .withResources(worker.getResources())
                .withSecurityContext(worker.getSecurityContext())
                // Its last line says why a plug-in cannot be had.
                .withTerminationMessagePolicy(worker.getTerminationMessagePolicy())
                .withVolumeMounts(mounts)
                .build();
    }

    private static VolumeMount mount(String volume, String path, @Nullable Boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
