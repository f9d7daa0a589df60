package dev.kafkaconnect.operator.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * The operator's probes: /readyz says that the caches are filled (a replica that is not the leader is ready too), /livez
 * that the informers still watch and that the observers make progress.
 */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;

    public HealthServer(int port, BooleanSupplier ready, BooleanSupplier alive) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port + " for the probes cannot be opened", failed);
        }
        server.createContext("/readyz", exchange -> answer(exchange, ready));
        server.createContext("/livez", exchange -> answer(exchange, alive));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static void answer(HttpExchange exchange, BooleanSupplier healthy) throws IOException {
        boolean ok = healthy.getAsBoolean();
        byte[] body = (ok ? "ok\n" : "not ok\n").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(ok ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
