package dev.kafkaconnect.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The values of the Helm chart: each is described, is in the schema, and is in the reference as values.yaml has it. */
class ChartValuesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CHART = PROJECT.resolve("deploy/helm/kafka-connect-operator");
    private static final String HEADER = """
            # Values of the Helm chart

            Generated from
            [values.yaml](../../deploy/helm/kafka-connect-operator/values.yaml).
            [Install with Helm](../operations/helm.md) shows how they are used. Names that the chart does not know, and
            values of another type, are rejected.

            | value | default | meaning |
            | --- | --- | --- |
            """;

    @Test
    void theReferenceHasTheValuesOfTheChart() throws IOException {
        Path reference = PROJECT.resolve("docs/reference/helm-values.md");
        List<ChartValue> values = values();

        String expected = HEADER
                + values.stream()
                        .map(value -> value.row(isGroup(value, values)) + "\n")
                        .collect(Collectors.joining());

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(reference, expected);
        }
        assertThat(reference).content().isEqualTo(expected);
    }

    @Test
    void everyValueHasADescription() throws IOException {
        List<ChartValue> values = values();

        assertThat(leaves()).isNotEmpty().allSatisfy(leaf -> assertThat(values).anyMatch(value -> value.covers(leaf)));
    }

    @Test
    void theSchemaHasTheSameValues() throws IOException {
        JsonNode schema =
                new ObjectMapper().readTree(CHART.resolve("values.schema.json").toFile());
        Set<String> described = new TreeSet<>();
        collect("", schema, described);
        described.remove("global");

        Set<String> given = leaves().stream()
                .map(leaf -> described.stream()
                        .filter(path -> (leaf + ".").startsWith(path + "."))
                        .findFirst()
                        .orElse(leaf))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(given);
    }

    @Test
    void aCommentBelongsToTheKeyBelowIt() throws IOException {
        List<ChartValue> values = ChartValue.of("""
                # About the file.

                # A group.
                image:
                  # Its tag. Long
                  # text.
                  tag: ""
                  other: 1
                # A list.
                names: [a, b]
                """);

        assertThat(values)
                .extracting(value -> value.row(isGroup(value, values)))
                .containsExactly(
                        "| `image` | | A group. |",
                        "| `image.tag` | | Its tag. Long text. |",
                        "| `names` | `[a, b]` | A list. |");
    }

    private static boolean isGroup(ChartValue value, List<ChartValue> all) {
        return all.stream().anyMatch(other -> other != value && value.covers(other.path()));
    }

    /** The paths of what has no properties of its own. */
    private static void collect(String path, JsonNode schema, Set<String> paths) {
        if (!schema.has("properties")) {
            paths.add(path);
            return;
        }
        schema.get("properties")
                .properties()
                .forEach(entry -> collect(
                        path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), paths));
    }

    private static List<ChartValue> values() throws IOException {
        return ChartValue.of(Files.readString(CHART.resolve("values.yaml")));
    }

    private static List<String> leaves() {
        try {
            return new YAMLMapper()
                    .readTree(CHART.resolve("values.yaml").toFile()).properties().stream()
                            .flatMap(entry -> ChartValue.leaves(entry.getKey(), entry.getValue()).stream())
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
