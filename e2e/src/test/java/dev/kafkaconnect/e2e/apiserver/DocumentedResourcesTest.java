package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.documentation.Block;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.operator.importing.documents.Yaml;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All YAML in the documentation and in examples/ is what the API server accepts, without an unknown field. A part of a resource says
 * in a comment of which kind it is, and is completed here.
 */
@Tag("apiserver")
class DocumentedResourcesTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    /** Read by deploy/local/docs-check with the tools that they are for. */
    private static final List<String> FOR_OTHER_TOOLS = List.of("values.yaml", "kustomization.yaml");

    /** Settings of programs that are not here. */
    private static final List<String> FOR_OTHER_PROGRAMS = List.of("kafbat UI", "AKHQ", "JMX exporter");

    /** Kinds whose definitions are not installed here, and what they take. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "argoproj.io/v1alpha1", "Argo CD",
            "kustomize.toolkit.fluxcd.io/v1", "Flux",
            "helm.toolkit.fluxcd.io/v2", "Flux",
            "cert-manager.io/v1", "cert-manager");

    private static final Map<String, String> COMPLETED = Map.of("ConnectCluster", """
            apiVersion: kafkaconnect.dev/v1alpha1
            kind: ConnectCluster
            metadata: {name: documented}
            spec: {kafka: {bootstrapServers: 'kafka:9093'}}
            """, "Connector", """
            apiVersion: kafkaconnect.dev/v1alpha1
            kind: Connector
            metadata: {name: documented}
            spec: {clusterRef: {name: documented}, class: FileStreamSource}
            """);

    static List<Block> blocks() {
        return Block.all().stream()
                .filter(block -> block.language().equals("yaml"))
                .filter(block -> Stream.concat(FOR_OTHER_TOOLS.stream(), FOR_OTHER_PROGRAMS.stream())
                        .noneMatch(block.comment()::startsWith))
                .filter(block -> !isForOthers(block))
                .toList();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Project.file("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void the_api_server_accepts_what_the_documentation_shows(Block block) throws IOException {
        assertThat(accept(block.text(), block.comment())).isPositive();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_api_server_accepts_every_example(Path file) throws IOException {
        assertThat(accept(Files.readString(file), "")).isPositive();
    }

    @Test
    void there_are_blocks_of_every_sort() {
        assertThat(blocks()).hasSizeGreaterThan(25);
        assertThat(blocks().stream().map(Block::comment)).contains("ConnectCluster", "Connector");
        assertThat(Block.all().stream()
                        .filter(block -> block.language().equals("yaml"))
                        .filter(DocumentedResourcesTest::isForOthers))
                .hasSize(4);
    }

    private static boolean isForOthers(Block block) {
        return NOT_HERE.keySet().stream().anyMatch(version -> block.text().contains("apiVersion: " + version));
    }

    /** @return how many resources there were */
    private static int accept(String text, String kind) throws IOException {
        List<JsonNode> documents = Yaml.read(text);
        for (JsonNode document : documents) {
            ObjectNode resource = document.has("apiVersion") ? (ObjectNode) document : completed(document, kind);
            API.admin()
                    .resource(Serialization.unmarshal(resource.toString(), GenericKubernetesResource.class))
                    .inNamespace(API.namespace())
                    .dryRun()
                    .fieldValidation(Validation.STRICT)
                    .create();
        }
        return documents.size();
    }

    private static ObjectNode completed(JsonNode part, String kind) throws IOException {
        assertThat(COMPLETED)
                .as("the first line says of which kind this is a part")
                .containsKey(kind);
        ObjectNode whole = (ObjectNode) Yaml.read(COMPLETED.get(kind)).getFirst();
        merge(whole, part);
        return whole;
    }

    private static void merge(ObjectNode into, JsonNode part) {
        part.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode object && into.get(field.getKey()) instanceof ObjectNode there) {
                merge(there, object);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }
}
