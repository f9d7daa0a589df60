package dev.kafkaconnect.operator.references;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each object just its name and version, so that a watch over all Secrets does not hold their contents in memory.
 * Used by the informers of {@link KubernetesReferences}.
 */
final class MetadataStore<T extends HasMetadata> implements ItemStore<T> {
    private final Map<String, ObjectMeta> kept = new ConcurrentHashMap<>();
    private final Supplier<T> empty;

    /** @param empty makes an object without data */
    MetadataStore(Supplier<T> empty) {
        this.empty = empty;
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable T put(String key, T object) {
        ObjectMeta all = object.getMetadata();
        return restored(kept.put(
                key,
                new ObjectMetaBuilder()
                        .withNamespace(all.getNamespace())
                        .withName(all.getName())
                        .withUid(all.getUid())
                        .withResourceVersion(all.getResourceVersion())
                        .build()));
    }

    @Override
    public @Nullable T remove(String key) {
        return restored(kept.remove(key));
    }

    @Override
    public @Nullable T get(String key) {
        return restored(kept.get(key));
    }

    @Override
    public Stream<String> keySet() {
        return kept.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return kept.values().stream().map(this::object);
    }

    @Override
    public int size() {
        return kept.size();
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    private @Nullable T restored(@Nullable ObjectMeta metadata) {
        return metadata == null ? null : object(metadata);
    }

    private T object(ObjectMeta metadata) {
        T object = empty.get();
        object.setMetadata(metadata);
        return object;
    }
}
