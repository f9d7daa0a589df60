package dev.kafkaconnect.operator.packing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar archive that tells nothing of the machine or the time that it was made on. Used by {@link OciArchive}. */
final class ReproducibleTar implements AutoCloseable {
    private static final int FILE = 0100644;
    private static final int DIRECTORY = 0040755;

    private final TarArchiveOutputStream tar;

    ReproducibleTar(OutputStream out) {
        tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** What is in a directory, by name. */
    void all(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(root)) {
            paths = found.filter(path -> !path.equals(root)).sorted().toList();
        }
        for (Path path : paths) {
            String name = root.relativize(path).toString();
            if (Files.isDirectory(path)) {
                directory(name);
            } else {
                file(name, path);
            }
        }
    }

    void directory(String name) throws IOException {
        tar.putArchiveEntry(entry(name + "/", 0, DIRECTORY));
        tar.closeArchiveEntry();
    }

    void file(String name, byte[] content) throws IOException {
        tar.putArchiveEntry(entry(name, content.length, FILE));
        tar.write(content);
        tar.closeArchiveEntry();
    }

    void file(String name, Path content) throws IOException {
        tar.putArchiveEntry(entry(name, Files.size(content), FILE));
        Files.copy(content, tar);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long size, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        return entry;
    }

    /** Does not close what it writes to. */
    @Override
    public void close() throws IOException {
        tar.finish();
    }
}
