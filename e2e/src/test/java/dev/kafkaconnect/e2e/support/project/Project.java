package dev.kafkaconnect.e2e.support.project;

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

    /** A part of what the worker image holds; of the one with another version of Kafka where -Dworker.dist names it. */
    public static Path worker(String part) {
        return file(System.getProperty("worker.dist", "worker-image/target/dist") + "/" + part);
    }

    /** A directory for what a test run leaves behind, private keys among it; layers that run at the same time have one each. */
    public static Path output(String name) {
        return directory(outputOf(System.getProperty("output", "tests")).resolve(name));
    }

    /** Below target whatever is asked for, so that nothing of it is committed. */
    static Path outputOf(String run) {
        Path target = ROOT.resolve("e2e/target");
        Path output = target.resolve(run).normalize();
        if (output.equals(target) || !output.startsWith(target)) {
            throw new IllegalArgumentException("-Doutput=" + run + " is not a name of a directory below " + target);
        }
        return output;
    }

    /** A directory for what all layers of this checkout use. */
    public static Path shared(String name) {
        return directory(ROOT.resolve("e2e/target").resolve(name));
    }

    /** A directory for what belongs to the whole build and not to one module or run. */
    public static Path built() {
        return directory(ROOT.resolve("target"));
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
