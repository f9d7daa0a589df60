package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets that hold the values of connectors, one for each cluster. A patch names the files of one connector and leaves
 * all others alone, so connectors need not wait for one another. What was read is kept until a change is reported.
 */
public final class ValuesStore {
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("connector-values")
            .build();
    private static final int KEY_BYTES = 32;

    private final References references;
    private final Function<ClusterId, Map<String, String>> labels;
    private final BiFunction<Reference, String, Secret> patches;
    private final SecureRandom random = new SecureRandom();
    private final Map<ClusterId, StoredValues> known = new ConcurrentHashMap<>();

    /**
     * @param labels that mark the Secret of a cluster as the operator's own; another Secret counts as none
     * @param patches applies a merge patch to a Secret
     */
    public ValuesStore(
            References references,
            Function<ClusterId, Map<String, String>> labels,
            BiFunction<Reference, String, Secret> patches) {
        this.references = references;
        this.labels = labels;
        this.patches = patches;
        references.addListener(this::forgetIfGone);
    }

    /** The patches of {@link ValuesStore}, on the API server. */
    public static BiFunction<Reference, String, Secret> patches(KubernetesClient client) {
        return (secret, patch) -> client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(secret.namespace())
                        .withName(secret.name())
                        .endMetadata()
                        .build())
                .patch(MERGE, patch);
    }

    private void forgetIfGone(Reference changed) {
        if (references.version(changed).isEmpty()) {
            known.keySet().removeIf(id -> reference(id).equals(changed));
        }
    }

    private static Reference reference(ClusterId id) {
        return Reference.secret(id.namespace(), ValuesMount.secretOf(id.name()));
    }

    /** Empty until the Secret of the cluster is there. */
    public Optional<StoredValues> read(ClusterId id) {
        StoredValues last = known.get(id);
        Optional<String> version = references.version(reference(id));
        if (last != null
                && version.isPresent()
                && version.get().equals(last.content().version())) {
            return Optional.of(last);
        }
        Optional<StoredValues> now = references
                .read(reference(id))
                .filter(content ->
                        content.labels().entrySet().containsAll(labels.apply(id).entrySet()))
                .map(StoredValues::new);
        now.ifPresentOrElse(stored -> known.put(id, stored), () -> known.remove(id));
        return now;
    }

    /** What the revisions of the cluster are made with; made on the first call. Empty until the Secret is there. */
    public Optional<byte[]> key(ClusterId id) {
        Optional<StoredValues> stored = read(id);
        byte[] key = stored.map(StoredValues::key).orElse(null);
        if (key != null || stored.isEmpty()) {
            return Optional.ofNullable(key);
        }
        byte[] made = new byte[KEY_BYTES];
        random.nextBytes(made);
        try {
            // With the version: of several connectors that come first at once, one makes the key.
            patch(id, stored.get().content().version(), Map.of(StoredValues.KEY, encoded(made)));
            return Optional.of(made);
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    void write(ClusterId id, ValueFiles files) {
        Map<String, @Nullable String> data = new TreeMap<>();
        files.files().forEach((name, content) -> data.put(name, encoded(content)));
        patch(id, null, data);
    }

    public void remove(ClusterId id, Set<String> files) {
        Map<String, @Nullable String> data = new TreeMap<>();
        files.forEach(file -> data.put(file, null));
        patch(id, null, data);
    }

    private void patch(ClusterId id, @Nullable String version, Map<String, ? extends @Nullable String> data) {
        Map<String, String> metadata = new LinkedHashMap<>();
        StoredValues last = known.get(id);
        if (last != null) {
            // Another in its place may not be the operator's.
            metadata.put("uid", last.content().uid());
        }
        if (version != null) {
            metadata.put("resourceVersion", version);
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", metadata);
        patch.put("data", data);
        Secret now = patches.apply(reference(id), Serialization.asJson(patch));
        Map<String, byte[]> held = new TreeMap<>();
        now.getData().forEach((name, text) -> held.put(name, Base64.getDecoder().decode(text)));
        ObjectMeta written = now.getMetadata();
        known.put(
                id,
                new StoredValues(new Content(written.getResourceVersion(), held, written.getUid(), labels.apply(id))));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
