package dev.kafkaconnect.operator.pods;

import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which Secrets and ConfigMaps, or keys of them, a pod would wait for. Of what was read it keeps the names of the keys only,
 * and reads again what has changed.
 */
final class MissingObjects {
    private final String namespace;
    private final References references;
    private volatile Set<Reference> missed = Set.of();
    private final Map<Reference, Keys> read = new ConcurrentHashMap<>();

    private record Keys(String version, Set<String> names) {}

    MissingObjects(String namespace, References references) {
        this.namespace = namespace;
        this.references = references;
    }

    /** Whether something that was missing was created or changed. */
    boolean isMissed(Reference changed) {
        return missed.contains(changed);
    }

    /** @param given that need not be there yet */
    List<String> of(PodSpec pod, Set<Reference> given) {
        List<NeededObject> needed = PodReferences.of(namespace, pod).stream()
                .filter(object -> !given.contains(object.reference()))
                .toList();
        // Before anything is read: what comes in between must not be missed.
        missed = needed.stream().map(NeededObject::reference).collect(Collectors.toSet());
        List<NeededObject> missing =
                needed.stream().filter(object -> !isThere(object)).toList();
        if (missing.isEmpty()) {
            missed = Set.of();
        }
        return missing.stream().map(MissingObjects::text).distinct().toList();
    }

    /** Names of the Secrets for pulling images that are not there. */
    List<String> pullSecrets(PodSpec pod) {
        return pod.getImagePullSecrets().stream()
                .map(LocalObjectReference::getName)
                .filter(name -> keys(Reference.secret(namespace, name)).isEmpty())
                .toList();
    }

    private static String text(NeededObject object) {
        String name = "the %s %s"
                .formatted(object.reference().kind(), object.reference().name());
        return object.key() == null
                ? "%s, which %s needs, does not exist".formatted(name, object.use())
                : "%s, which %s needs, does not exist or has no key %s".formatted(name, object.use(), object.key());
    }

    private boolean isThere(NeededObject object) {
        Optional<Keys> keys = keys(object.reference());
        return keys.isPresent() && (object.key() == null || keys.get().names().contains(object.key()));
    }

    private Optional<Keys> keys(Reference reference) {
        Keys known = read.get(reference);
        if (known != null
                && references.version(reference).filter(known.version()::equals).isPresent()) {
            return Optional.of(known);
        }
        Optional<Content> now = references.read(reference);
        now.ifPresentOrElse(
                content -> read.put(
                        reference,
                        new Keys(content.version(), Set.copyOf(content.data().keySet()))),
                () -> read.remove(reference));
        return Optional.ofNullable(read.get(reference));
    }
}
