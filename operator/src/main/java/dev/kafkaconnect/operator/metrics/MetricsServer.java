package dev.kafkaconnect.operator.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Serves /metrics on a port of its own. Started and closed by the process. */
public final class MetricsServer implements AutoCloseable {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    /** Writes all metrics. */
    public interface Source {
        void write(OutputStream out) throws IOException;
    }

    /** For anybody, without TLS. */
    public MetricsServer(int port, Source source) {
        this(port, source, new MetricsAccess(null, false), CallerCheck.ANYBODY);
    }

    /** @param callers who is let in, where the access is authenticated */
    public MetricsServer(int port, Source source, MetricsAccess access, CallerCheck callers) {
        try {
            server = open(new InetSocketAddress(port), access.certificate());
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port + " for the metrics cannot be opened", failed);
        }
        CallerCheck check = access.authenticated() ? callers : CallerCheck.ANYBODY;
        server.createContext("/metrics", exchange -> answer(exchange, source, check));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where it listens, also when it was started with port 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static HttpServer open(InetSocketAddress address, @Nullable Path certificate) throws IOException {
        if (certificate == null) {
            return HttpServer.create(address, 0);
        }
        SSLContext context = new MountedCertificate(certificate).context();
        HttpsServer secured = HttpsServer.create(address, 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(context));
        return secured;
    }

    private static void answer(HttpExchange exchange, Source source, CallerCheck callers) throws IOException {
        try (exchange) {
            int status = callers.status(exchange.getRequestHeaders().getFirst("Authorization"));
            if (status != CallerCheck.ADMITTED) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
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
