package dev.kafkaconnect.operator.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Answers as workers with one connector that runs. Called by {@link Training}. */
final class TrainingWorkers {
    private static final int REST_PORT = 8083;
    private static final String WORKER =
            "{\"version\": \"4.0.0\", \"commit\": \"0\", \"kafka_cluster_id\": \"training\"}";
    private static final String LISTING = """
            {"other": {
              "info": {"name": "other", "config": {"connector.class": "FileStreamSource", "name": "other"},
                       "tasks": [{"connector": "other", "task": 0}], "type": "source"},
              "status": {"name": "other", "connector": {"state": "RUNNING", "worker_id": "training:8083"},
                         "tasks": [{"id": 0, "state": "RUNNING", "worker_id": "training:8083"}], "type": "source"}}}
            """;
    private static final String PLUGINS =
            "[{\"class\": \"FileStreamSource\", \"type\": \"source\", \"version\": \"4.0.0\"}]";
    private static final String VALID =
            "{\"name\": \"FileStreamSource\", \"error_count\": 0, \"groups\": [], \"configs\": []}";

    private TrainingWorkers() {}

    static void start(String address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, REST_PORT), 0);
        server.createContext("/", TrainingWorkers::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = body(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 201 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String body(String path) {
        if (path.equals("/")) {
            return WORKER;
        }
        if (path.equals("/connectors")) {
            return LISTING;
        }
        if (path.endsWith("/validate")) {
            return VALID;
        }
        return path.startsWith("/connector-plugins") ? PLUGINS : "{}";
    }
}
