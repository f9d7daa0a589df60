package dev.kafkaconnect.artifacts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes archives, good ones and such as nobody should unpack. */
final class Archives {
    /** Of the type of entries in an archive. */
    enum Kind {
        File,
        SymbolicLink,
        HardLink,
        Device
    }

    private Archives() {}

    static byte[] tarGz(Map<String, String> files) {
        return tarGz(Kind.File, files);
    }

    /** @param entries content or target by name */
    static byte[] tarGz(Kind kind, Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> each : entries.entrySet()) {
                byte[] content = kind == Kind.File ? each.getValue().getBytes(StandardCharsets.UTF_8) : new byte[0];
                TarArchiveEntry entry = switch (kind) {
                    case File -> new TarArchiveEntry(each.getKey(), true);
                    case SymbolicLink -> new TarArchiveEntry(each.getKey(), TarConstants.LF_SYMLINK, true);
                    case HardLink -> new TarArchiveEntry(each.getKey(), TarConstants.LF_LINK, true);
                    case Device -> new TarArchiveEntry(each.getKey(), TarConstants.LF_CHR, true);
                };
                if (kind == Kind.SymbolicLink || kind == Kind.HardLink) {
                    entry.setLinkName(each.getValue());
                }
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] zip(Kind kind, Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> each : entries.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(each.getKey());
                entry.setUnixMode(kind == Kind.SymbolicLink ? 0120777 : 0100644);
                zip.putArchiveEntry(entry);
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static String sha512(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
