package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is in the image may be run by everybody who may write a Connector. Kafka's file connectors would give them the worker's
 * credentials, which are files.
 */
class ShippedPluginsTest {
    private static final Path DIST = Path.of(System.getProperty("dist"));

    @Test
    void theImageHoldsTheMirrorConnectorsAndNoOtherPluginOrSaysThatTheyAreMissing() throws IOException {
        boolean published = !names(Files.walk(DIST)).contains("connect-runtime-4.4.0.jar");

        assertThat(names(Files.list(DIST.resolve("plugins"))))
                .containsExactly(published ? "connect-mirror" : "MISSING.txt");
    }

    @Test
    void noJarInItHoldsTheFileConnectors() throws IOException {
        assertThat(names(Files.walk(DIST)))
                .anyMatch(name -> name.startsWith("connect-runtime-"))
                .noneMatch(name -> name.matches("connect-file.*\\.jar"));
    }

    private static List<String> names(Stream<Path> files) {
        try (files) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
