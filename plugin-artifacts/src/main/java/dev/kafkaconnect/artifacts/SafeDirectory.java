package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The directory that a plug-in is unpacked into. Nothing gets out of it, whatever an archive says: names are checked, links are
 * never made, nothing that is there is written again, and what is written is counted. Used by {@link Unpacking}.
 */
final class SafeDirectory {
    private static final int LONGEST_NAME = 1024;
    private static final int DEEPEST = 32;
    private static final int BUFFER = 1 << 16;

    private final Limits limits;
    private long bytesLeft;
    private int entriesLeft;

    SafeDirectory(Limits limits) {
        this.limits = limits;
        this.bytesLeft = limits.unpacked();
        this.entriesLeft = limits.entries();
    }

    void directory(Path root, String name) throws ArtifactFailure, IOException {
        count();
        Files.createDirectories(inside(root, name));
    }

    void file(Path root, String name, InputStream content) throws ArtifactFailure, IOException {
        count();
        Path file = inside(root, name);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out =
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                copy(content, out);
            }
        } catch (FileAlreadyExistsException twice) {
            throw refused("holds %s twice", name);
        }
    }

    static ArtifactFailure refused(String problem, String name) {
        return new ArtifactFailure(Cause.Content, "the archive " + problem.formatted(printable(name)));
    }

    private static Path inside(Path root, String name) throws ArtifactFailure {
        String[] parts = name.split("/", -1);
        boolean wrong = name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.matches("(?s)^[A-Za-z]:.*")
                || name.chars().anyMatch(Character::isISOControl)
                || Arrays.asList(parts).contains("..");
        if (wrong) {
            throw refused("holds the name %s, which leads out of the directory of the plug-in", name);
        }
        if (name.length() > LONGEST_NAME || parts.length > DEEPEST) {
            throw refused("holds the name %s, which is too long or too deep", name);
        }
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root) || path.equals(root) && !name.matches("[./]+")) {
            throw refused("holds the name %s, which leads out of the directory of the plug-in", name);
        }
        return path;
    }

    private void count() throws ArtifactFailure {
        if (--entriesLeft < 0) {
            throw new ArtifactFailure(
                    Cause.Content,
                    "the archive holds more than %d files and directories, which a plug-in may have at most"
                            .formatted(limits.entries()));
        }
    }

    private void copy(InputStream content, OutputStream out) throws ArtifactFailure, IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            bytesLeft -= read;
            if (bytesLeft < 0) {
                throw new ArtifactFailure(
                        Cause.Content,
                        "the archive holds more than %d bytes, which a plug-in may have at most"
                                .formatted(limits.unpacked()));
            }
            out.write(buffer, 0, read);
        }
    }

    /** For messages: a name of an archive may be anything. */
    private static String printable(String name) {
        String text = name.replaceAll("\\p{Cntrl}", "?");
        return "\"%s\"".formatted(text.length() <= 200 ? text : text.substring(0, 200) + "…");
    }
}
