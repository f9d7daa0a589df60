package dev.kafkaconnect.operator.values;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The Secrets with the values of one cluster, the store on top of them, and a limit of their size as Kubernetes has one. */
public final class SecretInMemory implements SecretWrites {
    public static final ClusterId CLUSTER = new ClusterId("team", "payments");

    public final ReferencesInMemory references = new ReferencesInMemory();
    public final ValuesStore store = new ValuesStore(references, Labels::ofPods, this);
    private final List<Set<String>> patches = new ArrayList<>();
    private int refused;
    private long largest = Long.MAX_VALUE;

    static Reference secret(int number) {
        return Reference.secret("team", "payments-connector-values" + (number == 0 ? "" : "-" + number));
    }

    /** As the cluster makes it: without data. */
    public void create() {
        references.putBytes(secret(0), Map.of(), Labels.ofPods(CLUSTER));
    }

    /** As another application makes it. */
    public void createForeign(int number) {
        references.put(secret(number), Map.of("own", "keep-me"));
    }

    /** From now on no Secret may hold more bytes of values. */
    void limit(long bytes) {
        largest = bytes;
    }

    /** What brings files to workers without delay. */
    public ValueDistribution distribution(BiConsumer<ClusterId, String> syncTrigger, Clock clock) {
        return distribution(syncTrigger, clock, Runnable::run);
    }

    ValueDistribution distribution(BiConsumer<ClusterId, String> syncTrigger, Clock clock, Executor later) {
        return new ValueDistribution(store, syncTrigger, clock, later);
    }

    /** Of all Secrets. */
    public Set<String> files() {
        Set<String> files = new TreeSet<>();
        IntStream.range(0, ValuesMount.SHARDS).forEach(number -> files.addAll(files(number)));
        return files;
    }

    Set<String> files(int number) {
        return data(secret(number)).keySet();
    }

    private Map<String, byte[]> data(Reference secret) {
        return references.stored(secret).map(Content::data).orElse(Map.of());
    }

    /** What workers answer that have everything. */
    public List<String> marks() {
        return IntStream.range(0, ValuesMount.SHARDS)
                .mapToObj(number -> Optional.ofNullable(data(secret(number)).get(ArrivalMark.file(number))))
                .flatMap(Optional::stream)
                .map(String::new)
                .toList();
    }

    public int patches() {
        return patches.size();
    }

    /** The keys of each request that was carried out. */
    List<Set<String>> written() {
        return List.copyOf(patches);
    }

    int refused() {
        return refused;
    }

    @Override
    public Secret patch(Reference secret, String patch) {
        Map<String, byte[]> data = new TreeMap<>(data(secret));
        JsonNode files = Serialization.unmarshal(patch, JsonNode.class).path("data");
        Set<String> keys = new TreeSet<>();
        files.properties().forEach(file -> {
            keys.add(file.getKey());
            if (file.getValue().isNull()) {
                data.remove(file.getKey());
            } else {
                data.put(
                        file.getKey(),
                        Base64.getDecoder().decode(file.getValue().textValue()));
            }
        });
        return stored(secret, data, keys);
    }

    @Override
    public Secret create(Reference secret, Reference beside, Map<String, String> data) {
        if (references.stored(secret).isPresent()) {
            throw new KubernetesClientException("already exists", 409, null);
        }
        Map<String, byte[]> bytes = new TreeMap<>();
        data.forEach((name, text) -> bytes.put(name, Base64.getDecoder().decode(text)));
        return stored(secret, bytes, data.keySet());
    }

    private Secret stored(Reference secret, Map<String, byte[]> data, Set<String> keys) {
        if (data.values().stream().mapToLong(bytes -> bytes.length).sum() > largest) {
            refused++;
            throw new KubernetesClientException("data: Too long", 422, null);
        }
        patches.add(Set.copyOf(keys));
        Content now = references.putBytes(secret, data, Labels.ofPods(CLUSTER));
        Map<String, String> encoded = new HashMap<>();
        data.forEach((name, bytes) -> encoded.put(name, Base64.getEncoder().encodeToString(bytes)));
        return new SecretBuilder()
                .withNewMetadata()
                .withResourceVersion(now.version())
                .withUid(now.uid())
                .endMetadata()
                .withData(encoded)
                .build();
    }
}
