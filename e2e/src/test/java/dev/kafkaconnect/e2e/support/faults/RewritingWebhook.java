package dev.kafkaconnect.e2e.support.faults;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A mutating webhook of a platform on loopback, for what a policy in CEL cannot do: another value each time. In the namespace of
 * the test that runs, and gone after it. An instance field.
 */
public final class RewritingWebhook implements AfterEachCallback {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ApiServer api;
    private ExecutorService threads;
    private HttpsServer server;
    private GenericKubernetesResource configuration;

    /** One operation of a JSON patch. */
    public record PatchOperation(String op, String path, Object value) {}

    public RewritingWebhook(ApiServer api) {
        this.api = api;
    }

    /** Rewrites every StatefulSet that is written. Returns when it does so to the example, which is not kept. */
    public void rewrite(Function<JsonNode, List<PatchOperation>> rule, HasMetadata example, String sign)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = Files.createTempDirectory("webhook").resolve("store.p12");
        makeCertificate(store);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        listen(keys, rule);
        register(keys);
        eventually()
                .until(() -> Serialization.asYaml(
                                api.admin().resource(example).dryRun().create())
                        .contains(sign));
    }

    private static void makeCertificate(Path store) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "webhook",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=webhook",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit);
        }
    }

    private void listen(KeyStore keys, Function<JsonNode, List<PatchOperation>> rule)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        threads = Executors.newCachedThreadPool();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, rule));
        server.start();
    }

    private static void answer(HttpExchange exchange, Function<JsonNode, List<PatchOperation>> rule)
            throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody()).get("request");
            String patch = JSON.writeValueAsString(rule.apply(request.get("object")));
            byte[] review = JSON.writeValueAsBytes(Map.of(
                    "apiVersion",
                    "admission.k8s.io/v1",
                    "kind",
                    "AdmissionReview",
                    "response",
                    Map.of(
                            "uid",
                            request.get("uid").asText(),
                            "allowed",
                            true,
                            "patchType",
                            "JSONPatch",
                            "patch",
                            Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)))));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, review.length);
            exchange.getResponseBody().write(review);
        }
    }

    private void register(KeyStore keys) throws GeneralSecurityException {
        String pem = "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate("webhook").getEncoded()));
        String manifest = """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: renew-%s}
                webhooks:
                  - name: renew.example.com
                    admissionReviewVersions: [v1]
                    sideEffects: None
                    failurePolicy: Fail
                    namespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: %s}
                    rules:
                      - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [statefulsets]}
                    clientConfig:
                      url: https://127.0.0.1:%d/
                      caBundle: %s
                """.formatted(
                        api.namespace(),
                        api.namespace(),
                        server.getAddress().getPort(),
                        Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
        configuration = api.admin()
                .resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
                .create();
    }

    public void remove() {
        if (configuration != null) {
            api.admin().resource(configuration).delete();
            configuration = null;
        }
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        remove();
    }
}
