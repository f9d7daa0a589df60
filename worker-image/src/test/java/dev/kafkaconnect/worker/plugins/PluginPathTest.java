package dev.kafkaconnect.worker.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginPathTest {
    private static final String SERVICE_FILE = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";

    @TempDir
    Path directory;

    private PluginPath plugins = new PluginPath("", "");

    @BeforeEach
    void twoPlugins() throws IOException {
        plugins = new PluginPath(directory.toString(), "service_load");
        jar("old/old-1.0.jar", "org/example/OldSinkConnector.class", "");
        jar("old/dependency.jar", "org/example/Dependency.class", "");
        jar("new/new-2.0.jar", "org/example/NewSinkConnector.class", "");
        jar("new/services.jar", SERVICE_FILE, "# sinks\norg.example.NewSinkConnector # the only one\n");
    }

    @Test
    void aClassWithoutAServiceFileIsSaidToBeInItsJar() {
        assertThat(plugins.filesOf("org.example.OldSinkConnector"))
                .containsExactly(
                        new PluginFile("old/old-1.0.jar", "org.example.OldSinkConnector", false, "service_load"));
    }

    @Test
    void theServiceFileMayBeInAnotherJarOfThePlugin() {
        assertThat(plugins.filesOf("org.example.NewSinkConnector"))
                .containsExactly(
                        new PluginFile("new/new-2.0.jar", "org.example.NewSinkConnector", true, "service_load"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OldSink", "OldSinkConnector"})
    void aShortNameIsFoundAsWell(String name) {
        assertThat(plugins.filesOf(name))
                .extracting(PluginFile::className)
                .containsExactly("org.example.OldSinkConnector");
    }

    @Test
    void aJarThatIsAPluginByItselfIsFoundByItsName() throws IOException {
        jar("alone.jar", "org/example/Alone.class", "");

        assertThat(plugins.filesOf("org.example.Alone"))
                .extracting(PluginFile::file)
                .containsExactly("alone.jar");
    }

    @Test
    void aClassThatIsTwiceOnThePathIsFoundTwice() throws IOException {
        jar("copy/old-1.1.jar", "org/example/OldSinkConnector.class", "");

        assertThat(plugins.filesOf("org.example.OldSinkConnector"))
                .extracting(PluginFile::file)
                .containsExactlyInAnyOrder("old/old-1.0.jar", "copy/old-1.1.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.example.Missing",
                "example.OldSinkConnector",
                "SinkConnector",
                "",
                "old/old-1.0.jar",
                "..",
                "org..example",
                "META-INF/services"
            })
    void nothingElseIsFound(String name) {
        assertThat(plugins.filesOf(name)).isEmpty();
    }

    @Test
    void aFileThatIsNoJarIsPassedOver() throws IOException {
        Files.writeString(directory.resolve("old/broken.jar"), "no archive");

        assertThat(plugins.filesOf("OldSink")).hasSize(1);
    }

    private void jar(String file, String entry, String text) throws IOException {
        Path jar = directory.resolve(file);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }
}
