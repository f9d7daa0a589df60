package dev.kafkaconnect.operator.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Serves /metrics on a port of its own. Started and closed by the process. */
public final class MetricsServer implements AutoCloseable {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    /** Writes all metrics. */
    public interface Source {
        void write(OutputStream out) throws IOException;
    }

    public MetricsServer(int port, Source source) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port + " for the metrics cannot be opened", failed);
        }
        server.createContext("/metrics", exchange -> answer(exchange, source));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where it listens, also when it was started with port 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Source source) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", TEXT_FORMAT);
            exchange.sendResponseHeaders(200, 0);
            source.write(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
