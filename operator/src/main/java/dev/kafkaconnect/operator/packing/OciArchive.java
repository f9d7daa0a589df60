package dev.kafkaconnect.operator.packing;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image with one layer, as an archive in the layout of the OCI image specification. The same files make the same bytes, wherever
 * and whenever. Used by {@link PackCommand}.
 *
 * @param reference that the image is called by
 */
record OciArchive(String reference, String architecture) {
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private record Blob(String digest, long size) {
        Map<String, Object> descriptor(String type) {
            return new TreeMap<>(Map.of("mediaType", type, "digest", "sha256:" + digest, "size", size));
        }

        String file() {
            return "blobs/sha256/" + digest;
        }
    }

    /** @param work where temporary files may be */
    void write(Path files, Path work, OutputStream out) throws IOException {
        Path layerFile = work.resolve("layer.tar");
        Blob layer = layer(files, layerFile);
        byte[] config = json(Map.of(
                "architecture",
                architecture,
                "os",
                "linux",
                "config",
                Map.of(),
                "rootfs",
                new TreeMap<>(Map.of("type", "layers", "diff_ids", List.of("sha256:" + layer.digest())))));
        byte[] manifest = json(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                blob(config).descriptor(CONFIG),
                "layers",
                List.of(layer.descriptor(LAYER))));
        Map<String, Object> image = blob(manifest).descriptor(MANIFEST);
        image.put("platform", new TreeMap<>(Map.of("architecture", architecture, "os", "linux")));
        image.put(
                "annotations",
                new TreeMap<>(
                        Map.of("org.opencontainers.image.ref.name", reference, "io.containerd.image.name", reference)));
        byte[] index = json(Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", List.of(image)));
        try (ReproducibleTar tar = new ReproducibleTar(out)) {
            tar.file("oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
            tar.file("index.json", index);
            tar.directory("blobs");
            tar.directory("blobs/sha256");
            tar.file(blob(config).file(), config);
            tar.file(blob(manifest).file(), manifest);
            tar.file(layer.file(), layerFile);
        }
    }

    private static Blob layer(Path files, Path layerFile) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(layerFile), digest);
                ReproducibleTar tar = new ReproducibleTar(out)) {
            tar.all(files);
        }
        return new Blob(HexFormat.of().formatHex(digest.digest()), Files.size(layerFile));
    }

    private static Blob blob(byte[] content) {
        return new Blob(HexFormat.of().formatHex(sha256().digest(content)), content.length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] json(Map<String, Object> content) {
        return Serialization.asJson(new TreeMap<>(content)).getBytes(StandardCharsets.UTF_8);
    }
}
