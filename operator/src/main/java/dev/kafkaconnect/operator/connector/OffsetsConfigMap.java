package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.OffsetsExport.Kept;
import dev.kafkaconnect.operator.connector.OffsetsExport.OffsetsStore;
import dev.kafkaconnect.operator.connector.refusal.FailureText;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Map;

/** {@link OffsetsExport.OffsetsStore} in a ConfigMap that goes with its Connector. */
record OffsetsConfigMap(KubernetesClient client) implements OffsetsStore {
    static final String KEY = "offsets.json";

    private static final int FIRST_OF_THE_SERVER = 500;

    static String nameFor(Connector connector) {
        return connector.getMetadata().getName() + "-offsets";
    }

    @Override
    public Kept keep(Connector connector, String offsets) {
        String name = nameFor(connector);
        Resource<ConfigMap> place = client.configMaps()
                .inNamespace(connector.getMetadata().getNamespace())
                .withName(name);
        try {
            ConfigMap there = place.get();
            if (there == null) {
                client.resource(made(connector, offsets)).create();
                return new Kept.In(name);
            }
            if (!isOwned(there, connector)) {
                return new Kept.Nowhere(
                        "the ConfigMap %s does not belong to this Connector and was not changed; delete or rename it"
                                .formatted(name));
            }
            if (!Map.of(KEY, offsets).equals(there.getData())) {
                client.resource(new ConfigMapBuilder(there)
                                .withData(Map.of(KEY, offsets))
                                .build())
                        .update();
            }
            return new Kept.In(name);
        } catch (KubernetesClientException refused) {
            int code = refused.getCode();
            boolean passing =
                    code == 0 || code == HttpURLConnection.HTTP_CONFLICT || code == 429 || code >= FIRST_OF_THE_SERVER;
            return passing
                    ? new Kept.NotYet()
                    : new Kept.Nowhere("Kubernetes refuses the ConfigMap %s: %s"
                            .formatted(name, FailureText.shortened(String.valueOf(refused.getMessage()))));
        }
    }

    private static boolean isOwned(ConfigMap there, Connector connector) {
        return there.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(connector.getMetadata().getUid()));
    }

    private static ConfigMap made(Connector connector, String offsets) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(nameFor(connector))
                .withNamespace(connector.getMetadata().getNamespace())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(connector.getApiVersion())
                        .withKind(connector.getKind())
                        .withName(connector.getMetadata().getName())
                        .withUid(connector.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(false)
                        .build())
                .endMetadata()
                .withData(Map.of(KEY, offsets))
                .build();
    }
}
