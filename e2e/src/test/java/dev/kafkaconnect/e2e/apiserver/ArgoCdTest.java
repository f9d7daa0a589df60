package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.definitions.ResourceFiles;
import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What deploy/local/gitops-check runs Argo CD's scripts with could come from the API server, and the promises of the page about
 * Argo CD that need one.
 */
@Tag("apiserver")
class ArgoCdTest {
    private static final String KINDS = "deploy/argocd/kafkaconnect.dev/";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @ParameterizedTest(name = "{0}")
    @MethodSource("testData")
    void test_data_is_stored_as_it_is(Path file) {
        GenericKubernetesResource written = ResourceFiles.read(file, API.namespace());
        Object status = written.getAdditionalProperties().remove("status");
        written.setMetadata(new ObjectMetaBuilder()
                .withName(written.getMetadata().getName())
                .withNamespace(API.namespace())
                .build());

        GenericKubernetesResource stored =
                API.admin().resource(written).fieldValidation(Validation.STRICT).create();

        assertThat(stored.getAdditionalProperties().get("spec"))
                .isEqualTo(written.getAdditionalProperties().get("spec"));
        if (status != null) {
            stored.setAdditionalProperty("status", status);
            assertThat(API.admin().resource(stored).updateStatus().getAdditionalProperties())
                    .containsEntry("status", status);
        }
    }

    @Test
    void the_patch_of_argocd_cm_leaves_what_else_is_in_it() throws IOException {
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("argocd-cm")
                        .withNamespace(API.namespace())
                        .addToLabels("app.kubernetes.io/part-of", "argocd")
                        .endMetadata()
                        .addToData("url", "https://argocd.example.com")
                        .build())
                .create();

        ConfigMap patched = API.admin()
                .configMaps()
                .inNamespace(API.namespace())
                .withName("argocd-cm")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        Files.readString(Project.file("deploy/argocd/argocd-cm.yaml")));

        assertThat(patched.getMetadata().getLabels()).containsEntry("app.kubernetes.io/part-of", "argocd");
        assertThat(patched.getData())
                .containsEntry("url", "https://argocd.example.com")
                .containsKeys(
                        "resource.customizations.health.kafkaconnect.dev_ConnectCluster",
                        "resource.customizations.actions.kafkaconnect.dev_ConnectCluster",
                        "resource.customizations.health.kafkaconnect.dev_Connector",
                        "resource.customizations.actions.kafkaconnect.dev_Connector");
    }

    @Test
    void a_field_that_an_action_has_changed_outlives_a_sync_if_Git_does_not_have_it() {
        apply("spec: {clusterRef: {name: payments}, class: org.example.Source}");
        API.admin()
                .genericKubernetesResources("kafkaconnect.dev/v1alpha1", "Connector")
                .inNamespace(API.namespace())
                .withName("orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "spec: {state: Paused}");

        assertThat(state(apply("spec: {clusterRef: {name: payments}, class: org.example.Source}")))
                .isEqualTo("Paused");
        assertThat(state(apply("spec: {clusterRef: {name: payments}, class: org.example.Source, state: Running}")))
                .isEqualTo("Running");
    }

    private static GenericKubernetesResource apply(String spec) {
        GenericKubernetesResource manifest =
                Serialization.unmarshal("""
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: Connector
                metadata: {name: orders, namespace: %s}
                %s
                """.formatted(API.namespace(), spec), GenericKubernetesResource.class);
        return API.admin()
                .resource(manifest)
                .fieldManager("argocd-controller")
                .forceConflicts()
                .serverSideApply();
    }

    private static String state(GenericKubernetesResource connector) {
        return connector.get("spec", "state");
    }

    static Stream<Named<Path>> testData() {
        return Stream.of("Connector/testdata", "ConnectCluster/testdata")
                .map(directory -> ResourceFiles.in(KINDS + directory, "", false))
                .flatMap(List::stream)
                .map(ArgoCdTest::named);
    }

    private static Named<Path> named(Path path) {
        String kind = path.getParent().getParent().getFileName().toString();
        return Named.of(
                kind + " " + path.getFileName().toString().replace(".yaml", "").replace('_', ' '), path);
    }
}
