package dev.kafkaconnect.e2e.support.measurement;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A Service or a pod as an operator in a process of its own reaches it, by an address of its own: passes each request to the next
 * worker, and keeps what was asked and how long the answer was. Called by {@link MeasuredOperator}.
 */
final class MeteredRoute implements AutoCloseable {
    private static final List<String> PASSED = List.of("Content-Type", "Accept");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final String address = Loopback.addressWithFree(RealWorkers.PORT, 0);
    private final Supplier<List<String>> workers;
    private final HttpServer server;

    /**
     * @param request method and path, with the query
     * @param bytes of the body of the answer
     */
    record Asked(long nanos, String request, int bytes) {}

    /** @param workers host and port of each that may answer */
    MeteredRoute(Supplier<List<String>> workers) {
        this.workers = workers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), RealWorkers.PORT), 1_000);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    String address() {
        return address;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] text = exchange.getRequestBody().readAllBytes();
            List<String> ready = workers.get();
            String worker = ready.get(Math.floorMod(next.getAndIncrement(), ready.size()));
            HttpRequest.Builder onward = HttpRequest.newBuilder(
                            URI.create("http://" + worker + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(text));
            for (String header : PASSED) {
                List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
                values.forEach(value -> onward.header(header, value));
            }
            HttpResponse<byte[]> answer = http.send(onward.build(), BodyHandlers.ofByteArray());
            asked.add(new Asked(
                    System.nanoTime(),
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    answer.body().length));
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
