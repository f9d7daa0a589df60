package dev.kafkaconnect.operator.references;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link References} over one watch for each kind and namespace, shared by all who refer. The watches keep versions only; a
 * content is fetched when it is needed. A watch that fails is tried again for ever and stops nobody: what is read is true
 * all the same, just not at once.
 */
public final class KubernetesReferences implements References, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesReferences.class);

    /** Objects that are in memory with their contents at once, while a watch begins. */
    private static final long PAGE = 100;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final List<ReferenceListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Watch<?>> watches = new CopyOnWriteArrayList<>();

    private record Watch<T extends HasMetadata>(
            Reference.Kind kind, @Nullable String namespace, SharedIndexInformer<T> informer) {

        boolean covers(Reference reference) {
            return kind == reference.kind() && (namespace == null || namespace.equals(reference.namespace()));
        }
    }

    /** @param namespaces that are watched; all of them when empty */
    public KubernetesReferences(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        this.namespaces = namespaces;
    }

    /** Returns at once; until the first list is there, changes are not told. */
    public void start() {
        List<@Nullable String> scopes = new ArrayList<>(namespaces);
        if (scopes.isEmpty()) {
            scopes.add(null);
        }
        for (String scope : scopes) {
            watch(Reference.Kind.Secret, client.secrets(), Secret::new, scope);
            watch(Reference.Kind.ConfigMap, client.configMaps(), ConfigMap::new, scope);
        }
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> void watch(
            Reference.Kind kind,
            MixedOperation<T, L, Resource<T>> operation,
            Supplier<T> empty,
            @Nullable String namespace) {
        AnyNamespaceOperation<T, L, Resource<T>> scope =
                namespace == null ? operation.inAnyNamespace() : operation.inNamespace(namespace);
        SharedIndexInformer<T> informer = scope.withLimit(PAGE)
                .runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(new MetadataStore<>(empty))
                .exceptionHandler((started, failure) -> {
                    LOG.warn("The watch over {}s failed and is tried again: {}", kind, failure.getMessage());
                    return true;
                })
                .addEventHandler(new Broadcast<>(kind));
        watches.add(new Watch<>(kind, namespace, informer));
        informer.start();
    }

    @Override
    public void close() {
        watches.forEach(watch -> watch.informer().stop());
        watches.clear();
    }

    @Override
    public void addListener(ReferenceListener listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<String> version(Reference reference) {
        String key = reference.namespace() + "/" + reference.name();
        return watches.stream()
                .filter(watch -> watch.covers(reference))
                .findFirst()
                .map(watch -> watch.informer().getStore().getByKey(key))
                .map(object -> object.getMetadata().getResourceVersion());
    }

    @Override
    public Optional<Content> read(Reference reference) {
        return switch (reference.kind()) {
            case Secret ->
                Optional.ofNullable(client.secrets()
                                .inNamespace(reference.namespace())
                                .withName(reference.name())
                                .get())
                        .map(secret -> content(secret, decoded(secret.getData())));
            case ConfigMap ->
                Optional.ofNullable(client.configMaps()
                                .inNamespace(reference.namespace())
                                .withName(reference.name())
                                .get())
                        .map(map -> {
                            Map<String, byte[]> data = decoded(map.getBinaryData());
                            data.putAll(bytes(map.getData(), text -> text.getBytes(StandardCharsets.UTF_8)));
                            return content(map, data);
                        });
        };
    }

    private static Content content(HasMetadata object, Map<String, byte[]> data) {
        ObjectMeta metadata = object.getMetadata();
        Map<String, String> labels = metadata.getLabels();
        return new Content(
                metadata.getResourceVersion(), data, metadata.getUid(), labels == null ? Map.of() : Map.copyOf(labels));
    }

    private static Map<String, byte[]> decoded(@Nullable Map<String, String> data) {
        return bytes(data, Base64.getDecoder()::decode);
    }

    private static Map<String, byte[]> bytes(@Nullable Map<String, String> data, Function<String, byte[]> decoder) {
        Map<String, byte[]> bytes = new TreeMap<>();
        if (data != null) {
            data.forEach((key, value) -> bytes.put(key, decoder.apply(value)));
        }
        return bytes;
    }

    private final class Broadcast<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final Reference.Kind kind;

        private Broadcast(Reference.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void onAdd(T object) {
            tell(object);
        }

        @Override
        public void onUpdate(T before, T now) {
            if (!Objects.equals(
                    before.getMetadata().getResourceVersion(), now.getMetadata().getResourceVersion())) {
                tell(now);
            }
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            tell(object);
        }

        private void tell(T object) {
            Reference reference = new Reference(
                    kind,
                    object.getMetadata().getNamespace(),
                    object.getMetadata().getName());
            listeners.forEach(listener -> listener.changed(reference));
        }
    }
}
