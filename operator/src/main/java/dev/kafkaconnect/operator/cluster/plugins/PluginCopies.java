package dev.kafkaconnect.operator.cluster.plugins;

import dev.kafkaconnect.operator.cluster.plugins.PluginImages.Plugin;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plug-ins on clusters that cannot mount images. The image of a plug-in need not hold anything that could be run, so the
 * first container lends what copies its files: a few programs of the worker image, in a volume. Pure.
 */
final class PluginCopies {
    /** No plug-in is called so: their names end with a letter or a digit. */
    private static final String TOOLS = "copy-tools";

    private static final String SCRIPT = "/opt/kafka-connect/bin/copy-plugin";
    private static final String TOOLS_DIRECTORY = "/plugin-tools";
    private static final String TARGET = "/plugin-files";

    /** The image of a plug-in names no user, and none may be root. */
    private static final long USER = 1001;

    private PluginCopies() {}

    static PodPart toolsVolume() {
        Volume volume = new VolumeBuilder()
                .withName(TOOLS)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
        return PodPart.volume(volume);
    }

    static Container lendTools(Container worker) {
        return like(worker)
                .withName(TOOLS)
                .withImage(worker.getImage())
                .withCommand(SCRIPT, "tools", TOOLS_DIRECTORY)
                .withVolumeMounts(mount(TOOLS, TOOLS_DIRECTORY))
                .build();
    }

    /** @param user whom the user of the cluster wants the pods to run as */
    static Container copy(Plugin plugin, Container worker, @Nullable Long user) {
        return like(worker)
                .withName(plugin.volume())
                .withImage(plugin.image())
                .withImagePullPolicy(plugin.pullPolicy())
                // The loader is named because what it loads is not where it was linked to be.
                .withCommand(
                        TOOLS_DIRECTORY + "/loader",
                        "--library-path",
                        TOOLS_DIRECTORY,
                        TOOLS_DIRECTORY + "/bash",
                        TOOLS_DIRECTORY + "/copy-plugin",
                        "files",
                        TARGET)
                .addAllToCommand(plugin.path() == null ? List.of() : List.of(plugin.path()))
                .editSecurityContext()
                .withRunAsUser(user == null ? USER : user)
                .endSecurityContext()
                .withVolumeMounts(mount(TOOLS, TOOLS_DIRECTORY), mount(plugin.volume(), TARGET))
                .build();
    }

    private static ContainerBuilder like(Container worker) {
        return new ContainerBuilder()
                .withResources(worker.getResources())
                .withSecurityContext(worker.getSecurityContext())
                .withTerminationMessagePolicy(worker.getTerminationMessagePolicy());
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }
}
