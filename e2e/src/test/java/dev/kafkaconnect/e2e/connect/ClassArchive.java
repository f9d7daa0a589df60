package dev.kafkaconnect.e2e.connect;

import dev.kafkaconnect.e2e.apiserver.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The classes of a worker as its JVM has them in memory, written by one that ends in good order: others start in half the time. */
final class ClassArchive {
    private static final Path FILE = Project.output("archives").resolve("worker.jsa");
    private static final Path UNFINISHED = FILE.resolveSibling("worker.jsa.unfinished");

    private ClassArchive() {}

    static boolean isThere() {
        return Files.exists(FILE);
    }

    /** A JVM does without one that does not fit. */
    static List<String> flags() {
        return isThere() ? List.of("-XX:SharedArchiveFile=" + FILE, "-Xshare:auto") : List.of();
    }

    /** Of the JVM that writes the archive when it ends. */
    static List<String> training() {
        return List.of("-XX:ArchiveClassesAtExit=" + UNFINISHED);
    }

    /** A worker that was long in ending was killed before it wrote anything; the next group tries again. */
    static void isComplete() {
        try {
            Files.move(UNFINISHED, FILE, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException unwritten) {
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
