package dev.kafkaconnect.e2e.support.processes;

import dev.kafkaconnect.e2e.support.project.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The classes of a program as its JVM has them in memory, written by one process that ends in good order: others start in half the
 * time. All layers share it, for as long as the program's jars and the JVM stay the same.
 */
public final class ClassArchive {
    private final Path file;
    private final Path unfinished;

    private ClassArchive(String name) {
        this.file = Project.shared("archives").resolve(name);
        this.unfinished = Project.output("archives").resolve(name);
    }

    /** @param libraries the directory of the program's jars */
    public static ClassArchive of(String program, Path libraries) {
        int content = Objects.hash(System.getProperty("java.vm.version"), fingerprint(libraries));
        return new ClassArchive("%s-%08x.jsa".formatted(program, content));
    }

    /** What a JVM compares, too, before it uses an archive. */
    private static int fingerprint(Path libraries) {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(Path::toFile)
                    .sorted()
                    .map(ClassArchive::fingerprint)
                    .toList()
                    .hashCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int fingerprint(File jar) {
        return Objects.hash(jar.getPath(), jar.length(), jar.lastModified());
    }

    public boolean isThere() {
        return Files.exists(file);
    }

    public List<String> flags() {
        return isThere() ? List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto") : List.of();
    }

    /** Of the JVM that writes the archive when it ends. */
    public List<String> training() {
        return List.of("-XX:ArchiveClassesAtExit=" + unfinished);
    }

    /** A process that was long in ending was killed before it wrote anything; the next one tries again. */
    public void isComplete() {
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException unwritten) {
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
