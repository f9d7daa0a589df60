package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.references.KubernetesReferences;
import dev.kafkaconnect.operator.references.Reference;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets and ConfigMaps are read with the rights as shipped, and every change of one is told. */
@Tag("apiserver")
class ReferencesTest {

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private final UserActions wanted = new UserActions(API);

    private final List<Reference> told = new CopyOnWriteArrayList<>();
    private KubernetesClient client;
    private KubernetesReferences references;

    @BeforeEach
    void start() {
        begin(Set.of());
    }

    private void begin(Set<String> namespaces) {
        client = API.asOperator(new WriteLog());
        references = new KubernetesReferences(client, namespaces);
        references.addListener(told::add);
        references.start();
    }

    @AfterEach
    void stop() {
        references.close();
        client.close();
    }

    @Test
    void contents_of_what_nobody_refers_to_are_not_sent_to_the_operator() {
        wanted.secret("sh.helm.release.v1.shop.v1", Map.of("release", "canary"));
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .addToData("key", "canary")
                        .build())
                .create();

        assertThat(client.secrets().inNamespace(API.namespace()).list().getItems())
                .singleElement()
                .satisfies(secret -> {
                    assertThat(secret.getMetadata().getName()).isEqualTo("sh.helm.release.v1.shop.v1");
                    assertThat(secret.getData()).isNullOrEmpty();
                });
        assertThat(client.configMaps().inNamespace(API.namespace()).list().getItems())
                .allSatisfy(map -> assertThat(map.getData()).isNullOrEmpty());
        assertThat(watched()).doesNotContain("canary").contains("sh.helm.release.v1.shop.v1");
    }

    private String watched() {
        List<Secret> seen = new CopyOnWriteArrayList<>();
        Watcher<Secret> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action action, Secret secret) {
                seen.add(secret);
            }

            @Override
            public void onClose(WatcherException why) {}
        };
        try (Watch watch = client.secrets().inNamespace(API.namespace()).watch(watcher)) {
            eventually().until(() -> !seen.isEmpty());
        }
        return client.getKubernetesSerialization().asJson(seen);
    }

    @Test
    void a_secret_is_read_as_it_is_now() {
        Reference secret = Reference.secret(API.namespace(), "database");
        assertThat(references.read(secret)).isEmpty();

        wanted.secret("database", Map.of("password", "hunter2"));

        assertThat(password(secret)).isEqualTo("hunter2");
        wanted.secret("database", Map.of("password", "hunter3"));
        assertThat(password(secret)).isEqualTo("hunter3");
    }

    @Test
    void text_and_bytes_of_a_config_map_are_read_alike() {
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(API.namespace())
                        .withName("settings")
                        .endMetadata()
                        .withData(Map.of("host", "db.example.com"))
                        .withBinaryData(Map.of("port", "NTQzMg=="))
                        .build())
                .create();

        var content = references.read(Reference.configMap(API.namespace(), "settings"));

        assertThat(content.orElseThrow().data())
                .hasEntrySatisfying("host", host -> assertThat(host).asString().isEqualTo("db.example.com"))
                .hasEntrySatisfying("port", port -> assertThat(port).asString().isEqualTo("5432"));
    }

    @Test
    void each_change_is_told_and_leads_to_another_version() {
        Reference secret = Reference.secret(API.namespace(), "database");

        wanted.secret("database", Map.of("password", "hunter2"));
        eventually().until(() -> told.contains(secret));
        eventually().until(() -> references.version(secret).isPresent());
        String first = references.version(secret).orElseThrow();
        assertThat(references.read(secret).orElseThrow().version()).isEqualTo(first);

        told.clear();
        wanted.secret("database", Map.of("password", "hunter3"));
        eventually().until(() -> told.contains(secret));
        assertThat(references.version(secret).orElseThrow()).isNotEqualTo(first);

        told.clear();
        API.admin().secrets().inNamespace(API.namespace()).withName("database").delete();
        eventually().until(() -> told.contains(secret));
        assertThat(references.version(secret)).isEmpty();
        assertThat(references.read(secret)).isEmpty();
    }

    @Test
    void only_the_namespaces_that_are_watched_are_told_of() {
        stop();
        begin(Set.of(API.namespace()));
        wanted.secret("database", Map.of("password", "hunter2"));
        eventually().until(() -> !told.isEmpty());

        assertThat(told).extracting(Reference::namespace).containsOnly(API.namespace());
        assertThat(references.version(Reference.secret(API.namespace(), "database")))
                .isPresent();
    }

    private String password(Reference secret) {
        return new String(references.read(secret).orElseThrow().data().get("password"), StandardCharsets.UTF_8);
    }
}
