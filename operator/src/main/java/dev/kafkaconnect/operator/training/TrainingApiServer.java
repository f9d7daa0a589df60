package dev.kafkaconnect.operator.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * As much of an API server as a pass of the operator needs: objects in memory that are listed, watched and merged into. Called by
 * {@link Training}; validates nothing and has no owners of fields.
 */
final class TrainingApiServer {
    private static final String RIGHTS = "selfsubjectrulesreviews";
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final ObjectMapper json = new ObjectMapper();
    private final KubernetesSerialization yaml = new KubernetesSerialization();
    private final TrainingObjects objects = new TrainingObjects(json);
    private final HttpsServer server;
    private final String host;

    private TrainingApiServer(String host, SSLContext tls) throws IOException {
        this.host = host;
        this.server = HttpsServer.create(new InetSocketAddress(host, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    static TrainingApiServer start(String host, SSLContext tls) throws IOException {
        TrainingApiServer started = new TrainingApiServer(host, tls);
        started.server.start();
        return started;
    }

    String url() {
        return "https://%s:%d".formatted(host, server.getAddress().getPort());
    }

    /** @param resource as JSON */
    void store(String resource) {
        try {
            objects.put((ObjectNode) json.readTree(resource));
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** @return whether all was reported in time */
    boolean awaitReports(Duration limit) throws InterruptedException {
        return objects.awaitReports(limit);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/version")) {
                send(
                        exchange,
                        200,
                        json.createObjectNode()
                                .put("major", "1")
                                .put("minor", "35")
                                .put("gitVersion", "v1.35.0"));
                return;
            }
            TrainingPath target = TrainingPath.of(path);
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 200, written(exchange.getRequestMethod(), target, body, query.contains("dryRun")));
            } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                // The client watches by plain HTTP where web sockets are refused like this.
                send(exchange, 503, notFound());
            } else if (query.contains("watch=true")) {
                watch(exchange, target);
            } else if (target.name() == null) {
                send(exchange, 200, list(target));
            } else {
                JsonNode found = objects.find(target);
                send(exchange, found == null ? 404 : 200, found == null ? notFound() : found);
            }
        }
    }

    private JsonNode written(String method, TrainingPath target, String body, boolean tried) {
        if (method.equals("DELETE")) {
            return json.createObjectNode()
                    .put("kind", "Status")
                    .put("apiVersion", "v1")
                    .put("status", "Success");
        }
        JsonNode sent = yaml.unmarshal(body, JsonNode.class);
        TrainingPath object =
                target.name() == null ? target.named(sent.at("/metadata/name").asText()) : target;
        ObjectNode result = objects.merged(object, sent);
        if (target.plural().equals(RIGHTS)) {
            ObjectNode all =
                    result.putObject("status").putArray("resourceRules").addObject();
            List.of("apiGroups", "resources", "verbs")
                    .forEach(what -> all.putArray(what).add("*"));
            return result;
        }
        return tried ? result : objects.put(object, result);
    }

    private ObjectNode list(TrainingPath target) {
        ObjectNode list = json.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        objects.of(target).forEach(items::add);
        return list;
    }

    private ObjectNode notFound() {
        return json.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", "NotFound")
                .put("code", 404);
    }

    private void watch(HttpExchange exchange, TrainingPath target) throws IOException {
        LinkedBlockingQueue<ObjectNode> changes = objects.watch(target);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            for (ObjectNode next = changes.take(); ; next = changes.poll(QUIET.toSeconds(), TimeUnit.SECONDS)) {
                if (next != null) {
                    exchange.getResponseBody().write((next + "\n").getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int code, JsonNode answer) throws IOException {
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }
}
