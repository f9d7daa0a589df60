package dev.kafkaconnect.e2e.support.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Stands between the operator and the workers and spoils what passes, while somebody tells it to. */
public final class FaultyProxy implements AutoCloseable {
    private static final Weather FAIR = request -> new Fault.None();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger next = new AtomicInteger();
    private final Supplier<List<String>> workers;
    private final HttpServer server;
    private volatile Weather weather = FAIR;

    /** @param text the body */
    public record Request(String method, String path, String text) {
        public boolean writes() {
            return !method.equals("GET");
        }

        /** Whether it concerns the connector of that name. */
        public boolean isAbout(String connector) {
            return path.contains("/connectors/" + connector + "/")
                    || path.endsWith("/connectors/" + connector)
                    || text.contains("\"name\":\"" + connector + "\"");
        }
    }

    /** What becomes of a request. */
    public sealed interface Fault {
        record None() implements Fault {}

        /** Never reaches a worker. */
        record Answer(int status, String type, String body) implements Fault {
            public static Answer error(int status, String message) {
                return new Answer(
                        status,
                        "application/json",
                        "{\"error_code\":%d,\"message\":\"%s\"}".formatted(status, message));
            }
        }

        /** Never reaches a worker, and is not answered. */
        record Cut() implements Fault {}

        /** Is carried out; the answer is replaced. */
        record DoneBut(Answer answer) implements Fault {}

        /** Is carried out; no answer comes back. */
        public record DoneAndCut(Runnable before) implements Fault {
            public DoneAndCut() {
                this(() -> {});
            }
        }

        /** Is carried out; half of an answer comes back. */
        record DoneAndHalf() implements Fault {}
    }

    @FunctionalInterface
    public interface Weather {
        Fault at(Request request);
    }

    public FaultyProxy(Supplier<List<String>> workers) {
        this.workers = workers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public void change(Weather now) {
        weather = now;
    }

    public void heal() {
        weather = FAIR;
    }

    public boolean isInTheWay() {
        return weather != FAIR;
    }

    public String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try (exchange) {
            switch (weather.at(request)) {
                case Fault.None none -> pass(exchange, forward(exchange, request));
                case Fault.Answer answer -> answer(exchange, answer);
                case Fault.Cut cut -> {}
                case Fault.DoneBut done -> {
                    forward(exchange, request);
                    answer(exchange, done.answer());
                }
                case Fault.DoneAndCut done -> {
                    forward(exchange, request);
                    done.before().run();
                }
                case Fault.DoneAndHalf done -> half(exchange, forward(exchange, request));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, Request request)
            throws IOException, InterruptedException {
        List<String> ready = workers.get();
        String worker = ready.get(Math.floorMod(next.getAndIncrement(), ready.size()));
        HttpRequest onward = HttpRequest.newBuilder(URI.create("http://" + worker + exchange.getRequestURI()))
                .method(request.method(), BodyPublishers.ofString(request.text()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .build();
        return http.send(onward, BodyHandlers.ofByteArray());
    }

    private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static void answer(HttpExchange exchange, Fault.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private static void half(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        int length = answer.body().length;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.statusCode() == 204 ? 200 : answer.statusCode(), length + 2);
        exchange.getResponseBody().write(answer.body(), 0, length / 2);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
