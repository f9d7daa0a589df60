package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares a file with the checksum that it must have. Called by {@link PluginFiles} before anything reads the file. */
final class Checksum {
    private static final int BUFFER = 1 << 16;

    private Checksum() {}

    static void verify(Artifact artifact, Path file) throws ArtifactFailure {
        String found = of(file);
        if (!found.equals(artifact.sha512())) {
            throw new ArtifactFailure(
                    Cause.Content,
                    "%s has another checksum than it must have; expected sha512 %s, found %s"
                            .formatted(artifact.shown(), artifact.sha512(), found));
        }
    }

    private static String of(Path file) throws ArtifactFailure {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new ArtifactFailure(Cause.Storage, "a download cannot be read again: " + unreadable.getMessage());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
