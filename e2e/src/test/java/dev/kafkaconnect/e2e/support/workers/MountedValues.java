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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays the kubelet for the Secrets with the values of connectors: a directory that holds what they hold. What changes together in
 * one Secret does so in the directory, too: there are no files of a new write before all of them are.
 */
final class MountedValues implements ResourceEventHandler<Secret>, AutoCloseable {
    private final TemporaryDirectory directory = TemporaryDirectory.create("values-");
    private final List<SharedIndexInformer<Secret>> informers;
    private final Map<String, Set<String>> files = new ConcurrentHashMap<>();

    MountedValues(KubernetesClient client, String namespace, List<String> secrets) {
        informers = secrets.stream()
                .map(secret ->
                        client.secrets().inNamespace(namespace).withName(secret).inform(this))
                .toList();
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
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        Set<String> before = files.getOrDefault(secret.getMetadata().getName(), Set.of());
        files.put(secret.getMetadata().getName(), Set.copyOf(data.keySet()));
        try {
            for (String file : before) {
                if (!data.containsKey(file)) {
                    Files.deleteIfExists(path().resolve(file));
                }
            }
            // What tells of the others comes last.
            for (String file : data.keySet().stream()
                    .sorted(Comparator.comparing((String name) -> name.startsWith("arrival-")))
                    .toList()) {
                Files.write(path().resolve(file), Base64.getDecoder().decode(data.get(file)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        directory.close();
    }
}
