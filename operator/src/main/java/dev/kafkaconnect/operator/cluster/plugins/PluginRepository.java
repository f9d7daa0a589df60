package dev.kafkaconnect.operator.cluster.plugins;

import dev.kafkaconnect.artifacts.FetchArguments;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the artifacts of a plug-in come from (spec.plugins[].repository). The operator uses none of the values: the kubelet mounts
 * them into the container that downloads. Pure.
 *
 * @param user null when there are no credentials
 * @param password null when there are no credentials
 */
record PluginRepository(
        URI url, @Nullable String user, @Nullable Key password, List<Key> trusted) {
    static final URI MAVEN_CENTRAL = URI.create("https://repo.maven.apache.org/maven2");

    static final PluginRepository CENTRAL = new PluginRepository(MAVEN_CENTRAL, null, null, List.of());

    /** No name of a volume of a plug-in begins so. */
    private static final String VOLUME = "repository-";

    /** @param secret whether the object is a Secret, a ConfigMap otherwise */
    record Key(boolean secret, String object, String key) {}

    static String volumeName(String plugin) {
        return VOLUME + plugin;
    }

    boolean hasFiles() {
        return password != null || !trusted.isEmpty();
    }

    URI at(String path) {
        String base = url.toString();
        return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
    }

    Volume volume(String plugin) {
        List<VolumeProjection> sources = new ArrayList<>();
        if (password != null) {
            sources.add(source(password, FetchArguments.PASSWORD));
        }
        for (int number = 0; number < trusted.size(); number++) {
            sources.add(source(trusted.get(number), FetchArguments.authority(number)));
        }
        return new VolumeBuilder()
                .withName(volumeName(plugin))
                .withNewProjected()
                .withSources(sources)
                .endProjected()
                .build();
    }

    private static VolumeProjection source(Key from, String file) {
        KeyToPath item = new KeyToPath(from.key(), null, file);
        return from.secret()
                ? new VolumeProjectionBuilder()
                        .withNewSecret()
                        .withName(from.object())
                        .withItems(item)
                        .endSecret()
                        .build()
                : new VolumeProjectionBuilder()
                        .withNewConfigMap()
                        .withName(from.object())
                        .withItems(item)
                        .endConfigMap()
                        .build();
    }
}
