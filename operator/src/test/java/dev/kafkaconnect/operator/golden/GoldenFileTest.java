package dev.kafkaconnect.operator.golden;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @TempDir
    private Path folder;

    @Test
    void neitherOrderOfKeysNorQuotesMatter() throws IOException {
        GoldenFile golden = file("b: 2\na: \"text\"\n");

        JsonNode actual = NODES.objectNode().put("a", "text").put("b", 2);

        assertThatCode(() -> golden.expect(List.of(actual))).doesNotThrowAnyException();
    }

    @Test
    void aNumberIsNotItsText() throws IOException {
        GoldenFile golden = file("a: 2\n");

        JsonNode actual = NODES.objectNode().put("a", "2");

        assertThatThrownBy(() -> golden.expect(List.of(actual))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aDifferenceIsShownWithBothValues() throws IOException {
        GoldenFile golden = file("a: one\n---\nb: two\n");

        JsonNode first = NODES.objectNode().put("a", "one");
        JsonNode second = NODES.objectNode().put("b", "three");

        assertThatThrownBy(() -> golden.expect(List.of(first, second)))
                .hasMessageContaining("b: two")
                .hasMessageContaining("b: three");
    }

    @Test
    void aMissingDocumentIsADifference() throws IOException {
        GoldenFile golden = file("a: one\n---\nb: two\n");

        JsonNode first = NODES.objectNode().put("a", "one");

        assertThatThrownBy(() -> golden.expect(List.of(first))).hasMessageContaining("b: two");
    }

    private GoldenFile file(String yaml) throws IOException {
        return new GoldenFile(Files.writeString(folder.resolve("golden.yaml"), yaml), false);
    }
}
