package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.references.Reference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;

/** {@link SecretWrites} on the API server. */
public final class KubernetesSecretWrites implements SecretWrites {
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("connector-values")
            .build();

    private final KubernetesClient client;

    public KubernetesSecretWrites(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Secret patch(Reference secret, String patch) {
        return client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(secret.namespace())
                        .withName(secret.name())
                        .endMetadata()
                        .build())
                .patch(MERGE, patch);
    }

    @Override
    public Secret create(Reference secret, Reference beside, Map<String, String> data) {
        ObjectMeta first = client.secrets()
                .inNamespace(beside.namespace())
                .withName(beside.name())
                .require()
                .getMetadata();
        return client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(secret.namespace())
                        .withName(secret.name())
                        .withLabels(first.getLabels())
                        .withOwnerReferences(first.getOwnerReferences())
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }
}
