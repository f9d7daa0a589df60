package dev.kafkaconnect.operator.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of src/test/resources/golden: what goes into a test and what must come out of it. Resources are read as the
 * operator reads them from the API server.
 */
public record GoldenCase(Path folder) {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization KUBERNETES = LenientSerialization.create();

    public static Stream<GoldenCase> all(String suite) {
        try (Stream<Path> folders = Files.list(ROOT.resolve(suite))) {
            return folders.sorted().map(GoldenCase::new).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static GoldenCase of(String suite, String name) {
        return new GoldenCase(ROOT.resolve(suite).resolve(name));
    }

    public boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    public <T> T resource(String file, Class<T> type) {
        return resources(file, type).getFirst();
    }

    /** Those of the resources in the file that are of the given kind. */
    public <T> List<T> resources(String file, Class<T> type) {
        return documents(file).stream()
                .filter(document ->
                        !document.has("kind") || document.get("kind").asText().equals(type.getSimpleName()))
                .map(document -> KUBERNETES.unmarshal(document.toString(), type))
                .toList();
    }

    public <T> T value(String file, TypeReference<T> type) {
        return JSON.convertValue(documents(file).getFirst(), type);
    }

    public void expect(String file, Object... documents) {
        List<JsonNode> actual = Stream.of(documents).map(GoldenCase::tree).toList();
        new GoldenFile(folder.resolve(file)).expect(actual);
    }

    private List<JsonNode> documents(String file) {
        return new GoldenFile(folder.resolve(file)).documents();
    }

    private static JsonNode tree(Object value) {
        try {
            return JSON.readTree(KUBERNETES.asJson(value));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
