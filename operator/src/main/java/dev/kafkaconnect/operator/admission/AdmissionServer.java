package dev.kafkaconnect.operator.admission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The port of the webhook. The API server shows no certificate, so it is known by a path that nobody else knows: without it any pod could
 * have configurations checked by the workers of any namespace. Made by the operator's wiring.
 */
public final class AdmissionServer implements AutoCloseable {

    /** Two objects of the largest size that the API server stores, and more. */
    private static final int LARGEST = 4 * 1024 * 1024;

    /** Questions that are read or answered at a time; more are refused, which the API server takes for no answer. */
    private static final int AT_ONCE = 8;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final WebhookIdentity identity;
    private final Judge judge;

    /** @param port 0 for any */
    public AdmissionServer(int port, WebhookIdentity identity, Judge judge) {
        this.identity = identity;
        this.judge = judge;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {identity}, null, null);
            server = HttpsServer.create(new InetSocketAddress(port), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("every Java has TLS", unsupported);
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port + " for the webhook cannot be opened", failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isKnown(exchange.getRequestURI().getRawPath())) {
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, -1);
            } else if (!permits.tryAcquire()) {
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_UNAVAILABLE, -1);
            } else {
                try {
                    answer(exchange);
                } finally {
                    permits.release();
                }
            }
        }
    }

    private boolean isKnown(String path) {
        return identity.token()
                .filter(token -> MessageDigest.isEqual(
                        ("/" + token).getBytes(StandardCharsets.UTF_8), path.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_ENTITY_TOO_LARGE, -1);
            return;
        }
        AdmissionReview review;
        try {
            review = AdmissionReview.read(body);
        } catch (IOException malformed) {
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_BAD_REQUEST, -1);
            return;
        }
        byte[] answer = review.answer(judge.judge(review));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, answer.length);
        exchange.getResponseBody().write(answer);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        judge.close();
    }
}
