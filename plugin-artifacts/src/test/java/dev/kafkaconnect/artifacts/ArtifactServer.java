package dev.kafkaconnect.artifacts;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of artifacts on the loopback interface that remembers who asked with which credentials. */
final class ArtifactServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();

    /** Writes what it likes. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    ArtifactServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestHeaders());
                answers.getOrDefault(exchange.getRequestURI().getPath(), status(404))
                        .to(exchange);
            }
        });
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    URI serves(String path, byte[] content) {
        return answers(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    URI answers(String path, Answer answer) {
        answers.put(path, answer);
        return at(path);
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer redirect(int status, String location) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Announces more than it sends, then hangs up. */
    static Answer truncated(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            OutputStream body = exchange.getResponseBody();
            body.write(content, 0, content.length / 2);
            body.flush();
        };
    }

    List<String> authorizations() {
        return requests.stream()
                .map(headers -> String.valueOf(headers.getFirst("Authorization")))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
