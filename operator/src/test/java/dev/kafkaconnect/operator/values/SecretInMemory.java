package dev.kafkaconnect.operator.values;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The Secret with the values of one cluster, and the store on top of it. */
public final class SecretInMemory {
    public static final ClusterId CLUSTER = new ClusterId("team", "payments");
    private static final Reference SECRET = Reference.secret("team", "payments-connector-values");

    public final ReferencesInMemory references = new ReferencesInMemory();
    public final ValuesStore store = new ValuesStore(references, Labels::ofPods, this::patch);
    private int patches;

    /** As the cluster makes it: without data. */
    public void create() {
        references.putBytes(SECRET, Map.of(), Labels.ofPods(CLUSTER));
    }

    /** As another application makes it. */
    public void createForeign() {
        references.put(SECRET, Map.of("own", "keep-me"));
    }

    public Set<String> files() {
        return references.read(SECRET).orElseThrow().data().keySet();
    }

    public int patches() {
        return patches;
    }

    private Secret patch(Reference reference, String patch) {
        patches++;
        Map<String, byte[]> data =
                new TreeMap<>(references.read(reference).orElseThrow().data());
        JsonNode files = Serialization.unmarshal(patch, JsonNode.class).path("data");
        files.properties().forEach(file -> {
            if (file.getValue().isNull()) {
                data.remove(file.getKey());
            } else {
                data.put(
                        file.getKey(),
                        Base64.getDecoder().decode(file.getValue().textValue()));
            }
        });
        Content now = references.putBytes(reference, data, Labels.ofPods(CLUSTER));
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
