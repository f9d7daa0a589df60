package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Plays the kubelet for volumes that are made of Secrets and ConfigMaps: writes their files where a worker of the test finds them. */
public final class MountedSecrets {
    private final ApiServer api;
    private final Path root;

    public MountedSecrets(ApiServer api, Path root) {
        this.api = api;
        this.root = root;
    }

    /** @return the properties with the paths that were mounted replaced by those where the files are */
    public String mount(PodSpec pod, String properties) {
        String moved = properties;
        for (Volume volume : pod.getVolumes()) {
            if (volume.getProjected() != null) {
                Path directory = root.resolve(volume.getName());
                for (VolumeProjection source : volume.getProjected().getSources()) {
                    if (source.getSecret() != null) {
                        write(source.getSecret(), directory);
                    } else {
                        write(source.getConfigMap(), directory);
                    }
                }
                moved = moved.replace(mountPath(pod, volume), directory.toString());
            } else if (volume.getSecret() != null) {
                Path directory = root.resolve(volume.getName());
                writeAll(volume.getSecret().getSecretName(), directory);
                moved = moved.replace(mountPath(pod, volume), directory.toString());
            }
        }
        return moved;
    }

    private static String mountPath(PodSpec pod, Volume volume) {
        return pod.getContainers().getFirst().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume.getName()))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }

    /** Of a Secret that does not exist yet the directory is there and empty. */
    private void writeAll(String name, Path directory) {
        Secret secret = api.admin()
                .secrets()
                .inNamespace(api.namespace())
                .withName(name)
                .get();
        try {
            Files.createDirectories(directory);
            if (secret != null && secret.getData() != null) {
                for (var entry : secret.getData().entrySet()) {
                    Files.write(
                            directory.resolve(entry.getKey()),
                            Base64.getDecoder().decode(entry.getValue()));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(ConfigMapProjection source, Path directory) {
        ConfigMap map = api.admin()
                .configMaps()
                .inNamespace(api.namespace())
                .withName(source.getName())
                .get();
        write(source.getItems(), key -> map.getData().get(key).getBytes(StandardCharsets.UTF_8), directory);
    }

    private void write(SecretProjection source, Path directory) {
        if (source.getItems().isEmpty()) {
            writeAll(source.getName(), directory);
            return;
        }
        Secret secret = api.admin()
                .secrets()
                .inNamespace(api.namespace())
                .withName(source.getName())
                .get();
        write(
                source.getItems(),
                key -> Base64.getDecoder().decode(secret.getData().get(key)),
                directory);
    }

    private static void write(List<KeyToPath> items, Function<String, byte[]> content, Path directory) {
        try {
            Files.createDirectories(directory);
            for (KeyToPath item : items) {
                Files.write(directory.resolve(item.getPath()), content.apply(item.getKey()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
