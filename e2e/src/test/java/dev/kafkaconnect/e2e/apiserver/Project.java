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
        return directory(Path.of(System.getProperty(
                        "output.directory", ROOT.resolve("e2e/target/tests").toString()))
                .resolve(name));
    }

    /** A directory for what all layers of this checkout use. */
    public static Path shared(String name) {
        return directory(ROOT.resolve("e2e/target").resolve(name));
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
