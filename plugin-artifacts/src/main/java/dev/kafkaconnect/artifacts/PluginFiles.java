package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings all artifacts of a plug-in into a directory: each is downloaded, verified, and only then unpacked, into a directory of its
 * own. Called by the init container of workers and by {@code plugin-pack}.
 */
public final class PluginFiles {
    private static final String DOWNLOAD = ".download";

    private final RepositoryAccess access;
    private final Limits limits;

    public PluginFiles(RepositoryAccess access, Limits limits) {
        this.access = access;
        this.limits = limits;
    }

    /** @param into exists; what an earlier attempt has left there is removed */
    public void load(List<Artifact> artifacts, Path into) throws ArtifactFailure {
        SafeDirectory target = new SafeDirectory(limits);
        try (Download download = new Download(access, limits)) {
            Path root = into.toRealPath();
            clear(root);
            Path file = root.resolve(DOWNLOAD);
            int number = 0;
            for (Artifact artifact : artifacts) {
                download.load(artifact, file);
                Checksum.verify(artifact, file);
                Unpacking.unpack(
                        artifact, file, Files.createDirectory(root.resolve(nameOf(artifact, ++number))), target);
                Files.delete(file);
            }
            needJars(artifacts, root);
        } catch (IOException unwritable) {
            throw new ArtifactFailure(
                    Cause.Storage, "the files cannot be written to %s: %s".formatted(into, unwritable.getMessage()));
        }
    }

    /** Two artifacts may hold files of the same name. */
    private static String nameOf(Artifact artifact, int number) {
        String name = artifact.fileName()
                .replaceFirst("\\.(tar\\.gz|tgz|zip|jar)$", "")
                .replaceAll("[^\\w.+-]", "_");
        return "%d-%s".formatted(number, name);
    }

    /** The container may have been started again. */
    private static void clear(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(root)) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void needJars(List<Artifact> artifacts, Path root) throws ArtifactFailure, IOException {
        try (Stream<Path> found = Files.walk(root)) {
            if (found.noneMatch(path -> path.toString().endsWith(".jar"))) {
                throw new ArtifactFailure(
                        Cause.Content,
                        "%s holds no jar, so it is no plug-in"
                                .formatted(artifacts.stream()
                                        .map(Artifact::shown)
                                        .reduce((one, other) -> one + ", " + other)
                                        .orElse("an empty list")));
            }
        }
    }
}
