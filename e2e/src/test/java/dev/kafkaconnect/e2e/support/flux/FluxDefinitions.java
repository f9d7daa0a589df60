package dev.kafkaconnect.e2e.support.flux;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds that kustomize-controller watches: its own as shipped with it, those of source-controller without their schemas. */
final class FluxDefinitions {
    private static final List<String> SOURCES = List.of("GitRepository", "OCIRepository", "Bucket", "ExternalArtifact");

    private FluxDefinitions() {}

    /** @param own YAML */
    static void install(KubernetesClient admin, String own) {
        Stream.concat(
                        Stream.of(Serialization.unmarshal(own, CustomResourceDefinition.class)),
                        SOURCES.stream().map(FluxDefinitions::source))
                .forEach(definition -> {
                    admin.resource(definition).serverSideApply();
                    eventually().until(() -> isServed(admin, definition));
                });
    }

    private static boolean isServed(KubernetesClient admin, CustomResourceDefinition definition) {
        return admin.resource(definition).get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    private static CustomResourceDefinition source(String kind) {
        String singular = kind.toLowerCase(Locale.ROOT);
        String plural = singular.endsWith("y") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
        String group = "source.toolkit.fluxcd.io";
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + group)
                .endMetadata()
                .withNewSpec()
                .withGroup(group)
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind)
                .withListKind(kind + "List")
                .withPlural(plural)
                .withSingular(singular)
                .endNames()
                .addNewVersion()
                .withName("v1")
                .withServed(true)
                .withStorage(true)
                .withNewSubresources()
                .withNewStatus()
                .endStatus()
                .endSubresources()
                .withNewSchema()
                .withOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                        .withType("object")
                        .withXKubernetesPreserveUnknownFields(true)
                        .build())
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }
}
