package dev.kafkaconnect.operator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A YAML file of one or more documents, compared as trees: neither the order of keys nor the style of quotes matters.
 *
 * @param rewrite whether to write the file instead (-Dgolden.update=true), for a person to review the difference
 */
record GoldenFile(Path path, boolean rewrite) {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(Feature.MINIMIZE_QUOTES)
            .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(Feature.LITERAL_BLOCK_STYLE)
            .disable(Feature.SPLIT_LINES)
            .disable(Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build());

    private static final YAMLMapper SORTED =
            (YAMLMapper) YAML.copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    GoldenFile(Path path) {
        this(path, Boolean.getBoolean("golden.update"));
    }

    List<JsonNode> documents() {
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(path.toFile())) {
            while (parser.nextToken() != null) {
                documents.add(YAML.readTree(parser));
            }
            return documents;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void expect(List<JsonNode> actual) {
        if (rewrite) {
            write(actual);
            return;
        }
        assertThat(path).exists();
        assertThat(sorted(actual)).as("%s", path).hasSameContentAs(sorted(documents()));
    }

    private void write(List<JsonNode> actual) {
        try {
            Files.writeString(path, text(YAML, actual));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InputStream sorted(List<JsonNode> documents) {
        return new ByteArrayInputStream(text(SORTED, documents).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(YAMLMapper mapper, List<JsonNode> documents) {
        return documents.stream().map(document -> text(mapper, document)).collect(Collectors.joining("---\n"));
    }

    private static String text(YAMLMapper mapper, JsonNode document) {
        try {
            return mapper.writeValueAsString(mapper.treeToValue(document, Object.class));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
