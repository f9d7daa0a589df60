package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Plays the kubelet for the Secret with the values of connectors: a directory that holds what the Secret holds. */
final class MountedValues implements ResourceEventHandler<Secret>, AutoCloseable {
    private final TemporaryDirectory directory = TemporaryDirectory.create("values-");
    private final SharedIndexInformer<Secret> informer;

    MountedValues(KubernetesClient client, String namespace, String secret) {
        informer = client.secrets().inNamespace(namespace).withName(secret).inform(this);
    }

    Path path() {
        return directory.path();
    }

    @Override
    public void onAdd(Secret secret) {
        take(secret);
    }

    @Override
    public void onUpdate(Secret before, Secret now) {
        take(now);
    }

    @Override
    public void onDelete(Secret secret, boolean unknown) {
        // A pod keeps what it has.
    }

    private void take(Secret secret) {
        try (Stream<Path> there = Files.list(path())) {
            for (Path file : (List<Path>) there.toList()) {
                if (!secret.getData().containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
            for (var file : secret.getData().entrySet()) {
                Files.write(path().resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        informer.stop();
        directory.close();
    }
}
