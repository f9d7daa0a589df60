package dev.kafkaconnect.e2e.support.flux;

import com.sun.net.httpserver.HttpServer;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;

/**
 * A Git repository as Flux's source-controller would report it, with a Kustomization that applies its last commit. The archive of a
 * commit is served on loopback.
 */
public final class CommittedFiles implements AutoCloseable {
    private static final String NAME = "repository";

    private final ApiServer api;
    private final TemporaryDirectory directory = TemporaryDirectory.create("committed-files-");
    private final HttpServer server;
    private int commits;

    public CommittedFiles(ApiServer api) {
        this.api = api;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", exchange -> {
            byte[] archive = Files.readAllBytes(
                    directory.path().resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        server.start();
    }

    /** What Flux's documentation calls a Kustomization, with checks of health. */
    public void appliedByFlux(boolean prune) {
        create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: %s, namespace: %s}
                spec: {interval: 1h, url: 'https://git.example.com/connectors'}
                """.formatted(NAME, api.namespace()));
        create("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: %s}
                spec:
                  interval: 1h
                  retryInterval: 2s
                  timeout: 1m
                  path: ./
                  prune: %s
                  wait: true
                  targetNamespace: %2$s
                  sourceRef: {kind: GitRepository, name: %1$s}
                """.formatted(NAME, api.namespace(), prune));
    }

    private void create(String yaml) {
        api.admin()
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .create();
    }

    /**
     * All that is in the repository from now on.
     *
     * @param files by name
     * @return the revision
     */
    public String commit(Map<String, String> files) {
        String archive = "commit-%d.tar.gz".formatted(++commits);
        byte[] content = archive(files, directory.path().resolve(archive));
        String revision = "main@sha1:%040d".formatted(commits);
        GenericKubernetesResource repository = Serialization.unmarshal(
                """
                        apiVersion: source.toolkit.fluxcd.io/v1
                        kind: GitRepository
                        metadata: {name: %s, namespace: %s}
                        status:
                          observedGeneration: 1
                          conditions:
                          - {type: Ready, status: 'True', reason: Succeeded, message: stored, lastTransitionTime: '%s'}
                          artifact:
                            {url: 'http://127.0.0.1:%d/%s', path: %6$s, revision: '%6$s', digest: 'sha256:%7$s', size: %8$d, lastUpdateTime: '%3$s'}
                        """.formatted(
                                NAME,
                                api.namespace(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                                server.getAddress().getPort(),
                                archive,
                                revision,
                                sha256(content),
                                content.length),
                GenericKubernetesResource.class);
        api.admin()
                .resource(repository)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("source-controller")
                        .withForce(true)
                        .build());
        return revision;
    }

    private byte[] archive(Map<String, String> files, Path archive) {
        try {
            Path tree = Files.createDirectory(directory.path().resolve("tree-" + commits));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(tree.resolve(file.getKey()), file.getValue());
            }
            Process tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", tree.toString(), ".")
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("tar failed with exit code " + tar.exitValue());
            }
            return Files.readAllBytes(archive);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** What Flux says of the last commit that it has looked at. */
    public FluxReport report() {
        return FluxReport.of(api.admin()
                .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace(api.namespace())
                .withName(NAME)
                .require());
    }

    /** Has everything applied again, as the interval would. */
    public void reconcile(String id) {
        api.admin()
                .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace(api.namespace())
                .withName(NAME)
                .edit(found -> {
                    found.getMetadata().setAnnotations(Map.of("reconcile.fluxcd.io/requestedAt", id));
                    return found;
                });
    }

    @Override
    public void close() {
        server.stop(0);
        directory.close();
    }
}
