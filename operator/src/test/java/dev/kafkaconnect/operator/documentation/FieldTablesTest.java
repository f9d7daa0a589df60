package dev.kafkaconnect.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTablesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @CsvSource({
        "ConnectCluster, connectclusters.yaml, connectcluster-fields.md",
        "Connector, connectors.yaml, connector-fields.md"
    })
    void theReferenceHasTheFieldsOfTheDefinition(String kind, String definition, String page) throws IOException {
        JsonNode crd = YAML.readTree(PROJECT.resolve("crds").resolve(definition).toFile());
        Path reference = PROJECT.resolve("docs/reference").resolve(page);

        String expected = new FieldTables(kind, definition, crd.at("/spec/versions/0/schema/openAPIV3Schema")).page();

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(reference, expected);
        }
        assertThat(reference).content().isEqualTo(expected);
    }

    @Test
    void aRowHasTypeDefaultMeaningExampleAndConstraints() throws IOException {
        JsonNode spec = YAML.readTree("""
                required: [replicas]
                properties:
                  replicas:
                    type: integer
                    minimum: 0
                    maximum: 1000
                    default: 3
                    description: 'Number of workers. Default: 3. Example: 4.'
                """);

        assertThat(Field.children("spec", spec).getFirst().row())
                .isEqualTo(
                        "| `spec.replicas` | integer | `3` | Number of workers. Example: `4` | required; 0 to 1000 |");
    }

    @Test
    void whatADescriptionSaysAboutTheDefaultIsInTheTableToo() throws IOException {
        JsonNode spec = YAML.readTree("""
                properties:
                  names:
                    type: array
                    items: {type: string}
                    description: 'Names. Default: <namespace> | <name>. Example: [a].'
                """);

        assertThat(Field.children("spec", spec).getFirst().row())
                .isEqualTo("| `spec.names` | list of string | \\<namespace> \\| \\<name> | Names. Example: `[a]` | |");
    }
}
