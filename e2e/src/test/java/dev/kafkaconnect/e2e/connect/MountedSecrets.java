package dev.kafkaconnect.e2e.connect;

import dev.kafkaconnect.e2e.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Plays the kubelet for volumes that are made of Secrets: writes their files where a worker of the test finds them. */
final class MountedSecrets {
    private final ApiServer api;
    private final Path root;

    MountedSecrets(ApiServer api, Path root) {
        this.api = api;
        this.root = root;
    }

    /** @return the properties with the paths that were mounted replaced by those where the files are */
    String mount(PodSpec pod, String properties) {
        String moved = properties;
        for (Volume volume : pod.getVolumes()) {
            if (volume.getProjected() != null) {
                Path directory = root.resolve(volume.getName());
                for (VolumeProjection source : volume.getProjected().getSources()) {
                    write(source.getSecret(), directory);
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

    private void write(SecretProjection source, Path directory) {
        Secret secret = api.admin()
                .secrets()
                .inNamespace(api.namespace())
                .withName(source.getName())
                .get();
        try {
            Files.createDirectories(directory);
            for (KeyToPath item : source.getItems()) {
                Files.write(
                        directory.resolve(item.getPath()),
                        Base64.getDecoder().decode(secret.getData().get(item.getKey())));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
