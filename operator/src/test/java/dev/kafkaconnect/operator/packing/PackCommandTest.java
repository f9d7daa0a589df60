package dev.kafkaconnect.operator.packing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.plugins.WorkerPlugins;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackCommandTest {
    private static final byte[] JAR = "classes".getBytes(StandardCharsets.UTF_8);

    private HttpServer server;

    private record Result(int code, byte[] archive, String said) {}

    @BeforeEach
    void aRepositoryRuns() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jdbc-1.2.jar", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, JAR.length);
                exchange.getResponseBody().write(JAR);
            }
        });
        server.start();
    }

    @AfterEach
    void itStops() {
        server.stop(0);
    }

    @Test
    void theFilesOfThePlugInAreTheOneLayerOfAnImage() throws Exception {
        Result result = pack(cluster(digest("SHA-512", JAR)), "jdbc", "--reference", "registry.example.com/jdbc:1.2");

        assertThat(result.said()).isEmpty();
        assertThat(result.code()).isZero();
        Map<String, byte[]> archive = files(result.archive());
        JsonNode image = json(file(archive, "index.json")).path("manifests").path(0);
        JsonNode manifest = json(blob(archive, image));
        JsonNode config = json(blob(archive, manifest.path("config")));
        byte[] layer = blob(archive, manifest.path("layers").path(0));
        assertThat(json(file(archive, "oci-layout")).path("imageLayoutVersion").asText())
                .isEqualTo("1.0.0");
        assertThat(image.path("annotations")
                        .path("org.opencontainers.image.ref.name")
                        .asText())
                .isEqualTo("registry.example.com/jdbc:1.2");
        assertThat(config.path("rootfs").path("diff_ids").path(0).asText())
                .isEqualTo("sha256:" + digest("SHA-256", layer));
        assertThat(config.path("architecture").asText()).isEqualTo("amd64");
        assertThat(files(layer)).containsOnlyKeys("1-jdbc-1.2/", "1-jdbc-1.2/jdbc-1.2.jar");
        assertThat(file(files(layer), "1-jdbc-1.2/jdbc-1.2.jar")).isEqualTo(JAR);
    }

    @Test
    void theSamePlugInMakesTheSameBytes() throws Exception {
        String input = cluster(digest("SHA-512", JAR));

        assertThat(pack(input, "jdbc").archive()).isEqualTo(pack(input, "jdbc").archive());
    }

    @Test
    void aWrongChecksumWritesNothing() throws Exception {
        Result result = pack(cluster("0".repeat(128)), "jdbc");

        assertThat(result.code()).isEqualTo(65);
        assertThat(result.archive()).isEmpty();
        assertThat(result.said()).contains("expected sha512 000", "found " + digest("SHA-512", JAR));
    }

    @Test
    void aPlugInThatIsNotThereIsTold() throws Exception {
        assertThat(pack(cluster("0".repeat(128)), "other").said())
                .contains("no ConnectCluster of the input has a plug-in other with artifacts");
        assertThat(pack("kind: Connector\n", "jdbc").code()).isEqualTo(65);
    }

    @Test
    void aWrongCommandLineIsToldWithTheRightOne() throws Exception {
        assertThat(pack("", "--what").said()).contains("unknown argument --what; use: plugin-pack PLUGIN");
        assertThat(pack("").code()).isEqualTo(64);
    }

    private Result pack(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new PackCommand(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        WorkerPlugins::problems,
                        plugins ->
                                WorkerPlugins.of(plugins, PluginDelivery.Copy).downloads())
                .run(arguments);
        return new Result(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    private String cluster(String sha512) {
        return """
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: Connector
                metadata: {name: orders}
                ---
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: ConnectCluster
                metadata: {name: payments}
                spec:
                  kafka: {bootstrapServers: 'kafka:9092'}
                  plugins:
                  - {name: other, image: 'registry.example.com/other:1'}
                  - name: jdbc
                    artifacts: [{url: 'http://127.0.0.1:%d/jdbc-1.2.jar', sha512: %s}]
                """.formatted(server.getAddress().getPort(), sha512);
    }

    private static byte[] blob(Map<String, byte[]> archive, JsonNode descriptor) throws Exception {
        String digest = descriptor.path("digest").asText().substring("sha256:".length());
        byte[] content = file(archive, "blobs/sha256/" + digest);
        assertThat(digest("SHA-256", content)).isEqualTo(digest);
        assertThat(content).hasSize(descriptor.path("size").asInt());
        return content;
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedTime().toMillis()).isZero();
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode json(byte[] text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static String digest(String algorithm, byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }
}
