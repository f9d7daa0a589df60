package dev.kafkaconnect.operator.pods;

import dev.kafkaconnect.operator.references.Reference;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the Secrets and ConfigMaps that a pod cannot start without: whatever it refers to that is not optional. Pure. */
final class PodReferences {
    private final String namespace;
    private final List<NeededObject> found = new ArrayList<>();

    private PodReferences(String namespace) {
        this.namespace = namespace;
    }

    static List<NeededObject> of(String namespace, PodSpec pod) {
        PodReferences references = new PodReferences(namespace);
        pod.getVolumes().forEach(references::volume);
        pod.getInitContainers().forEach(references::container);
        pod.getContainers().forEach(references::container);
        return references.found.stream().distinct().toList();
    }

    private void volume(Volume volume) {
        String use = "the volume " + volume.getName();
        if (volume.getSecret() != null) {
            var secret = volume.getSecret();
            need(Reference.Kind.Secret, secret.getSecretName(), secret.getOptional(), keys(secret.getItems()), use);
        }
        if (volume.getConfigMap() != null) {
            var map = volume.getConfigMap();
            need(Reference.Kind.ConfigMap, map.getName(), map.getOptional(), keys(map.getItems()), use);
        }
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().forEach(source -> projection(source, use));
        }
    }

    private void projection(VolumeProjection source, String use) {
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            need(Reference.Kind.Secret, secret.getName(), secret.getOptional(), keys(secret.getItems()), use);
        }
        if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            need(Reference.Kind.ConfigMap, map.getName(), map.getOptional(), keys(map.getItems()), use);
        }
    }

    private void container(Container container) {
        container.getEnv().forEach(this::variable);
        container.getEnvFrom().forEach(this::variables);
    }

    private void variable(EnvVar variable) {
        EnvVarSource source = variable.getValueFrom();
        String use = "the variable " + variable.getName();
        if (source != null && source.getSecretKeyRef() != null) {
            var key = source.getSecretKeyRef();
            need(Reference.Kind.Secret, key.getName(), key.getOptional(), List.of(key.getKey()), use);
        }
        if (source != null && source.getConfigMapKeyRef() != null) {
            var key = source.getConfigMapKeyRef();
            need(Reference.Kind.ConfigMap, key.getName(), key.getOptional(), List.of(key.getKey()), use);
        }
    }

    private void variables(EnvFromSource source) {
        if (source.getSecretRef() != null) {
            var secret = source.getSecretRef();
            need(Reference.Kind.Secret, secret.getName(), secret.getOptional(), List.of(), "envFrom");
        }
        if (source.getConfigMapRef() != null) {
            var map = source.getConfigMapRef();
            need(Reference.Kind.ConfigMap, map.getName(), map.getOptional(), List.of(), "envFrom");
        }
    }

    private static List<String> keys(@Nullable List<KeyToPath> items) {
        return items == null ? List.of() : items.stream().map(KeyToPath::getKey).toList();
    }

    private void need(
            Reference.Kind kind, @Nullable String name, @Nullable Boolean optional, List<String> keys, String use) {
        if (name == null || Boolean.TRUE.equals(optional)) {
            return;
        }
        Reference reference = new Reference(kind, namespace, name);
        if (keys.isEmpty()) {
            found.add(new NeededObject(reference, null, use));
        }
        keys.forEach(key -> found.add(new NeededObject(reference, key, use)));
    }
}
