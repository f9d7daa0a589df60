package dev.kafkaconnect.e2e.support.apiserver;

import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.waiting.Eventually;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * kube-apiserver and etcd as processes of this machine. kube-api-test would let etcd, which asks for no password, listen on
 * every interface; a small script in the place of etcd keeps it to loopback.
 */
final class LoopbackServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 3;

    private final KubeAPIServer server;
    private final AdminToken token;
    private final Thread atExit = new Thread(this::stop, "end-api-server");

    private LoopbackServer(AdminToken token) {
        this.server = configured(token);
        this.token = token;
    }

    /** Again where a port that was free a moment ago was taken meanwhile. */
    static LoopbackServer start() {
        for (int attempt = 1; ; attempt++) {
            awaitMidnightIfItIsNear();
            LoopbackServer server = new LoopbackServer(AdminToken.create());
            Runtime.getRuntime().addShutdownHook(server.atExit);
            try {
                server.server.start();
                return server;
            } catch (KubeAPITestException failed) {
                server.close();
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    private static KubeAPIServer configured(AdminToken token) {
        try {
            return new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                    .withTestDir(loopbackOnly(Path.of(binaries())).toString())
                    .withOfflineMode(true)
                    .withUpdateKubeConfig(false)
                    .withStartupTimeout((int) START.toMillis())
                    .withApiServerFlag("--bind-address", "127.0.0.1")
                    .withApiServerFlag("--token-auth-file", token.file().toString())
                    .build());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** kube-api-test compares times of day: a time-out that ends after midnight seems to be over at once. */
    private static void awaitMidnightIfItIsNear() {
        Eventually.within(START.plusSeconds(5))
                .until(() ->
                        START.compareTo(Duration.between(LocalTime.now(ZoneId.systemDefault()), LocalTime.MAX)) < 0);
    }

    /** Of an administrator. */
    Config config() {
        return new ConfigBuilder(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .withClientCertData(null)
                .withClientCertFile(null)
                .withClientKeyData(null)
                .withClientKeyFile(null)
                .withOauthToken(token.value())
                .build();
    }

    private static String binaries() throws IOException {
        String given = System.getenv("KUBE_API_TEST_DIR");
        if (given != null) {
            return given;
        }
        Process process = new ProcessBuilder(
                        Project.file("deploy/local/cluster").toString(), "api-test-dir")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            lines = output.lines().toList();
        }
        if (lines.isEmpty()) {
            throw new IllegalStateException(
                    "deploy/local/cluster api-test-dir names no directory with kube-apiserver and etcd");
        }
        return lines.getLast();
    }

    private static Path loopbackOnly(Path given) throws IOException {
        Path own = Project.output("api-test");
        try (Stream<Path> binaries = Files.walk(given.resolve("k8s"))) {
            for (Path binary : binaries.filter(path -> !Files.isDirectory(path)).toList()) {
                Path target = own.resolve(given.relativize(binary).toString());
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                if (binary.endsWith("etcd")) {
                    script(target, binary);
                } else {
                    Files.createSymbolicLink(target, binary.toAbsolutePath());
                }
            }
        }
        return own;
    }

    private static void script(Path target, Path etcd) throws IOException {
        Files.writeString(
                target,
                "#!/usr/bin/env bash\nexec '%s' --unsafe-no-fsync \"${@//0.0.0.0/127.0.0.1}\"\n"
                        .formatted(etcd.toAbsolutePath()));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void stop() {
        server.stop();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
        token.close();
    }
}
