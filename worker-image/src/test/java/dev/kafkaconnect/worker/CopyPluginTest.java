package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/copy-plugin} lends to the images of plug-ins, which hold no program of their own. */
class CopyPluginTest {
    private static final Path SCRIPT = Path.of("bin/copy-plugin").toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void lentToolsRunWithTheirOwnLoaderAndLibraries() throws Exception {
        var tools = Files.createDirectory(directory.resolve("tools"));
        var from = Files.writeString(directory.resolve("plugin.jar"), "jar");
        var to = directory.resolve("copied.jar");

        assertThat(run(SCRIPT.toString(), "tools", tools.toString())).isZero();
        var loader = List.of(tools.resolve("loader").toString(), "--library-path", tools.toString());
        assertThat(run(loader, tools.resolve("bash").toString(), "-c", "exit 7"))
                .isEqualTo(7);
        assertThat(run(loader, tools.resolve("cp").toString(), from.toString(), to.toString()))
                .isZero();

        assertThat(to).hasContent("jar");
        assertThat(tools.resolve("copy-plugin")).isExecutable();
    }

    @Test
    void isUsedWithAStepAndADirectory() throws Exception {
        assertThat(run(SCRIPT.toString())).isEqualTo(64);
        assertThat(run(SCRIPT.toString(), "tools")).isEqualTo(64);
        assertThat(run(SCRIPT.toString(), "both", directory.toString())).isEqualTo(64);
    }

    private static int run(List<String> first, String... rest) throws Exception {
        var command = new ArrayList<>(first);
        command.addAll(List.of(rest));
        return run(command.toArray(String[]::new));
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
