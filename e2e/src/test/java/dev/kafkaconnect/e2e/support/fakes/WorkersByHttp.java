package dev.kafkaconnect.e2e.support.fakes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Workers in memory behind the part of Connect's REST API that connectors without values of Secrets need, so that several operators,
 * in processes of their own, see the same workers. The first segment of the path is the host that the operator would have asked.
 */
public final class WorkersByHttp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlayedWorkers workers;
    private final HttpServer server;

    public WorkersByHttp(PlayedWorkers workers) {
        this.workers = workers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where {@link #at} finds the workers of all clusters. */
    public String url() {
        return "http://%s:%d"
                .formatted(
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        server.getAddress().getPort());
    }

    private record Answer(int status, Object body) {
        static final Answer NOTHING = new Answer(204, null);

        static Answer of(Object body) {
            return new Answer(200, body);
        }

        static Answer of(ConnectFault fault) {
            int status = switch (fault) {
                case ConnectFault.NotFound absent -> 404;
                case ConnectFault.AlreadyExists present -> 409;
                case ConnectFault.Busy busy -> 409;
                default -> 500;
            };
            return new Answer(status, Map.of("error_code", status, "message", fault.text()));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
            FakeConnect asked = workers.at(new RestEndpoint("http://" + path[0], null));
            Answer answer;
            try {
                answer = path.length == 1
                        ? Answer.of(Map.of("version", "4.3.1", "kafka_cluster_id", "kafka"))
                        : answer(asked, exchange, path, body);
            } catch (ConnectFault fault) {
                answer = Answer.of(fault);
            }
            send(exchange, answer);
        }
    }

    private static Answer answer(FakeConnect asked, HttpExchange exchange, String[] path, byte[] body)
            throws ConnectFault, IOException {
        String name = path.length > 2 ? URLDecoder.decode(path[2], StandardCharsets.UTF_8) : "";
        String what = path.length > 3 ? path[3] : "";
        return switch (exchange.getRequestMethod() + " " + path[1] + (name.isEmpty() ? "" : "/*") + "/" + what) {
            case "GET connectors/" -> Answer.of(asked.connectors());
            case "GET connector-plugins/" -> Answer.of(asked.plugins());
            case "GET plugin-files/*/" -> Answer.of(asked.pluginFiles(name));
            case "PUT connector-plugins/*/config" -> Answer.of(Map.of("configs", objections(asked, name, body)));
            case "POST connectors/" -> created(asked, body);
            case "GET connectors/*/status" ->
                Answer.of(asked.connectors().get(name).status());
            case "PUT connectors/*/config" -> {
                asked.putConfig(name, ConnectorConfig.of(map(body)));
                yield Answer.of(Map.of("name", name));
            }
            case "PUT connectors/*/pause" -> done(() -> asked.pause(name));
            case "PUT connectors/*/resume" -> done(() -> asked.resume(name));
            case "PUT connectors/*/stop" -> done(() -> asked.stop(name));
            case "POST connectors/*/restart" -> done(() -> asked.restart(name, false));
            case "DELETE connectors/*/" -> done(() -> asked.delete(name));
            default -> new Answer(500, Map.of("error_code", 500, "message", "not played: " + exchange.getRequestURI()));
        };
    }

    private interface Change {
        void make() throws ConnectFault;
    }

    private static Answer done(Change change) throws ConnectFault {
        change.make();
        return Answer.NOTHING;
    }

    private static Answer created(FakeConnect asked, byte[] body) throws ConnectFault, IOException {
        Map<String, Object> wanted = JSON.readValue(body, new TypeReference<>() {});
        Map<String, String> config = JSON.convertValue(wanted.get("config"), new TypeReference<>() {});
        String name = String.valueOf(wanted.get("name"));
        asked.create(
                name,
                ConnectorConfig.of(config),
                InitialState.valueOf(String.valueOf(wanted.getOrDefault("initial_state", "RUNNING"))));
        return new Answer(201, Map.of("name", name));
    }

    private static List<Map<String, Object>> objections(FakeConnect asked, String connectorClass, byte[] body)
            throws ConnectFault, IOException {
        return asked.validate(connectorClass, ConnectorConfig.of(map(body))).entrySet().stream()
                .map(entry ->
                        Map.<String, Object>of("value", Map.of("name", entry.getKey(), "errors", entry.getValue())))
                .toList();
    }

    private static Map<String, String> map(byte[] body) throws IOException {
        return JSON.readValue(body, new TypeReference<>() {});
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Kafka-Connect-Worker-Contract", "9");
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] text = JSON.writeValueAsBytes(answer.body());
        exchange.sendResponseHeaders(answer.status(), text.length);
        exchange.getResponseBody().write(text);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
