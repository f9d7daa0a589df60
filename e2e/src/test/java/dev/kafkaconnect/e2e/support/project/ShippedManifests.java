package dev.kafkaconnect.e2e.support.project;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of the checkout. */
public final class ShippedManifests {
    public static final List<String> DEFINITIONS = List.of("crds/connectclusters.yaml", "crds/connectors.yaml");

    private static final List<String> ROLES = List.of(
            "deploy/base/namespace.yaml",
            "deploy/base/service-account.yaml",
            "deploy/base/cluster-role.yaml",
            "deploy/base/lease-role.yaml",
            "deploy/base/user-roles.yaml");

    private ShippedManifests() {}

    /** Everything but the Deployment: there is nobody to start its pod. */
    public static void install(KubernetesClient admin) {
        DEFINITIONS.forEach(file -> applyDefinition(admin, definition(file)));
        ROLES.forEach(file -> read(Project.file(file))
                .forEach(resource -> admin.resource(resource).serverSideApply()));
    }

    public static CustomResourceDefinition definition(String file) {
        return (CustomResourceDefinition) read(Project.file(file)).getFirst();
    }

    /** Returns when the definition is in force. */
    public static CustomResourceDefinition applyDefinition(
            KubernetesClient admin, CustomResourceDefinition definition) {
        admin.resource(definition).forceConflicts().serverSideApply();
        return await("definition " + definition.getMetadata().getName())
                .until(
                        () -> admin.resource(definition).get(),
                        found -> found.getStatus() != null
                                && found.getStatus().getConditions() != null
                                && found.getStatus().getConditions().stream()
                                        .anyMatch(condition -> "Established".equals(condition.getType())
                                                && "True".equals(condition.getStatus())));
    }

    /** All resources of a YAML file, by document. */
    public static List<HasMetadata> read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            Object resources = Serialization.unmarshal(input);
            return (resources instanceof Collection<?> many ? many.stream() : Stream.of(resources))
                    .map(HasMetadata.class::cast)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
