package dev.kafkaconnect.operator.references;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetadataStoreTest {
    private final MetadataStore<Secret> store = new MetadataStore<>(Secret::new);
    private final Secret secret = new SecretBuilder()
            .withNewMetadata()
            .withNamespace("orders")
            .withName("database")
            .withUid("1234")
            .withResourceVersion("7")
            .withAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", "{canary}"))
            .endMetadata()
            .withData(Map.of("password", "Y2FuYXJ5"))
            .build();

    @Test
    void keepsTheVersionOfASecretAndNothingOfItsContents() {
        store.put(store.getKey(secret), secret);

        Secret kept = Objects.requireNonNull(store.get("orders/database"));
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getMetadata().getAnnotations()).isEmpty();
        assertThat(kept.getData()).isEmpty();
        assertThat(store.values()).containsExactly(kept);
    }

    @Test
    void returnsWhatWasThereBefore() {
        assertThat(store.put("orders/database", secret)).isNull();
        assertThat(store.put("orders/database", secret)).isNotNull();
        assertThat(store.remove("orders/database")).isNotNull();
        assertThat(store.remove("orders/database")).isNull();
        assertThat(store.size()).isZero();
    }
}
