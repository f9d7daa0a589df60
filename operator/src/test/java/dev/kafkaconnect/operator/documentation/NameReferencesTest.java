package dev.kafkaconnect.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Kustomize is told about names of other objects is complete: no field of the definitions that has one is missing. */
class NameReferencesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, Pattern> KINDS = Map.of(
            "Secret", Pattern.compile(".*([sS]ecret(Key)?(Ref)?/name|secretName|imagePullSecrets/name)"),
            "ConfigMap", Pattern.compile(".*(configMap((Key)?Ref)?/name|configMapName)"),
            "PersistentVolumeClaim", Pattern.compile(".*/claimName"),
            "ServiceAccount", Pattern.compile(".*/serviceAccountName"),
            "ConnectCluster", Pattern.compile("spec/clusterRef/name"));

    @Test
    void everyFieldThatNamesAnObjectIsThere() throws IOException {
        SortedSet<String> expected = new TreeSet<>();
        collect("ConnectCluster", "connectclusters.yaml", expected);
        collect("Connector", "connectors.yaml", expected);

        SortedSet<String> told = told();

        assertThat(told).containsAll(expected);
        assertThat(expected).hasSizeGreaterThan(20);
    }

    private static SortedSet<String> told() throws IOException {
        SortedSet<String> told = new TreeSet<>();
        JsonNode file = YAML.readTree(Path.of("../deploy/kustomize/name-references/name-references.yaml")
                .toFile());
        for (JsonNode reference : file.path("nameReference")) {
            for (JsonNode field : reference.path("fieldSpecs")) {
                told.add("%s %s -> %s"
                        .formatted(
                                field.path("kind").asText(),
                                field.path("path").asText(),
                                reference.path("kind").asText()));
            }
        }
        return told;
    }

    private static void collect(String kind, String file, SortedSet<String> found) throws IOException {
        JsonNode spec = YAML.readTree(Path.of("../crds").resolve(file).toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        collect(kind, spec, "spec", found);
    }

    private static void collect(String kind, JsonNode schema, String path, SortedSet<String> found) {
        named(path).ifPresent(named -> found.add("%s %s -> %s".formatted(kind, path, named)));
        if (schema.has("items")) {
            collect(kind, schema.path("items"), path, found);
        }
        schema.path("properties")
                .properties()
                .forEach(field -> collect(kind, field.getValue(), path + "/" + field.getKey(), found));
    }

    private static Optional<String> named(String path) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(path).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
