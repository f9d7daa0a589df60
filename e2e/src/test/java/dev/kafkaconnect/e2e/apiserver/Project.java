package dev.kafkaconnect.e2e.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the checkout are. */
public final class Project {
    private static final Path ROOT =
            Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

    private Project() {}

    public static Path file(String path) {
        Path file = ROOT.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " does not exist; has the project been built?");
        }
        return file;
    }

    /** A directory for what a test run leaves behind; layers that run at the same time have one each. */
    public static Path output(String name) {
        Path output = Path.of(System.getProperty(
                "output.directory", ROOT.resolve("e2e/target/tests").toString()));
        try {
            return Files.createDirectories(output.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
