package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Brings the files of an artifact, which has the right checksum, into a directory. Called by {@link PluginFiles}. */
final class Unpacking {

    private Unpacking() {}

    /** @param into exists, and holds nothing of this artifact */
    static void unpack(Artifact artifact, Path file, Path into, SafeDirectory target) throws ArtifactFailure {
        try {
            switch (artifact.type()) {
                case Jar -> jar(artifact, file, into, target);
                case Zip -> zip(file, into, target);
                case TarGz -> tar(file, into, target);
            }
        } catch (ArtifactFailure refused) {
            throw new ArtifactFailure(refused.why(), "%s: %s".formatted(artifact.shown(), refused.text()));
        } catch (IOException | IllegalArgumentException damaged) {
            throw new ArtifactFailure(
                    Cause.Content,
                    "%s cannot be unpacked as %s: %s"
                            .formatted(artifact.shown(), artifact.type().ending(), damaged.getMessage()));
        }
    }

    private static void jar(Artifact artifact, Path file, Path into, SafeDirectory target)
            throws ArtifactFailure, IOException {
        try (InputStream content = Files.newInputStream(file)) {
            target.file(into, artifact.fileName(), content);
        }
    }

    private static void zip(Path file, Path into, SafeDirectory target) throws ArtifactFailure, IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.isDirectory()) {
                    target.directory(into, entry.getName());
                } else if (entry.isUnixSymlink()) {
                    throw link(entry.getName());
                } else if (!zip.canReadEntryData(entry)) {
                    throw SafeDirectory.refused("holds %s encrypted, or compressed in an unusual way", entry.getName());
                } else {
                    try (InputStream content = zip.getInputStream(entry)) {
                        target.file(into, entry.getName(), content);
                    }
                }
            }
        }
    }

    private static void tar(Path file, Path into, SafeDirectory target) throws ArtifactFailure, IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    target.directory(into, entry.getName());
                } else if (entry.isSymbolicLink() || entry.isLink()) {
                    throw link(entry.getName());
                } else if (!isPlainFile(entry) || !tar.canReadEntryData(entry)) {
                    throw SafeDirectory.refused("holds %s, which is neither a file nor a directory", entry.getName());
                } else {
                    target.file(into, entry.getName(), tar);
                }
            }
        }
    }

    /** The library takes whatever is no directory for a file. */
    private static boolean isPlainFile(TarArchiveEntry entry) {
        byte flag = entry.getLinkFlag();
        return flag == TarConstants.LF_NORMAL || flag == TarConstants.LF_OLDNORM || flag == TarConstants.LF_CONTIG;
    }

    private static ArtifactFailure link(String name) {
        return SafeDirectory.refused("holds the link %s; links are not unpacked", name);
    }
}
