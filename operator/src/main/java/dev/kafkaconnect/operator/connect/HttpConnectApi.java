package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * {@link ConnectApi} over the JDK's HTTP client. Bounds every request from connect to the last byte of the answer (the
 * client's own time limit ends at the headers) and turns every way to fail into a {@link ConnectFault}.
 */
public final class HttpConnectApi implements ConnectApi {
    /** By default each thread keeps buffers of its own, and of virtual threads there are thousands. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(32))
            .build());

    private static final String UNEXPECTED = "the workers sent an answer that is not what the REST API promises";

    private final HttpClient http;
    private final String baseUrl;
    private final Timeouts timeouts;
    private final boolean ownsHttp;

    /**
     * Limits for a whole request. Writes wait for a rebalance to end, which takes as long as the session time-out of a dead
     * worker (10 s) at worst.
     */
    public record Timeouts(Duration read, Duration write) {
        public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(8), Duration.ofSeconds(30));
    }

    /** @param http is shared with others and stays open */
    public HttpConnectApi(HttpClient http, String baseUrl, Timeouts timeouts) {
        this(http, baseUrl, timeouts, false);
    }

    private HttpConnectApi(HttpClient http, String baseUrl, Timeouts timeouts, boolean ownsHttp) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.timeouts = timeouts;
        this.ownsHttp = ownsHttp;
    }

    /** @param http ends with this */
    static HttpConnectApi owning(HttpClient http, String baseUrl, Timeouts timeouts) {
        return new HttpConnectApi(http, baseUrl, timeouts, true);
    }

    @Override
    public void close() {
        if (ownsHttp) {
            http.shutdown();
        }
    }

    @Override
    public WorkerInfo worker() throws ConnectFault {
        HttpResponse<String> answer = answer(request("/").GET(), timeouts.read());
        WorkerInfo worker = parsed(answer.body(), new TypeReference<WorkerInfo>() {});
        if (worker.isIncomplete()) {
            throw new ConnectFault.Broken(UNEXPECTED);
        }
        return worker.with(WorkerContract.of(
                answer.headers().firstValue(WorkerContract.HEADER).orElse("")));
    }

    @Override
    public Map<String, ConnectorListing> connectors() throws ConnectFault {
        return parsed(
                read("/connectors?expand=status&expand=info"), new TypeReference<Map<String, ConnectorListing>>() {});
    }

    @Override
    public ConnectorListing.@Nullable Status status(String name) throws ConnectFault {
        return ifThere(path(name, "/status"), new TypeReference<ConnectorListing.Status>() {});
    }

    @Override
    public boolean exists(String name) throws ConnectFault {
        try {
            read(path(name, ""));
            return true;
        } catch (ConnectFault.NotFound absent) {
            return false;
        }
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        String path = "/connector-plugins/" + encoded(connectorClass) + "/config/validate";
        HttpRequest.Builder request = request(path)
                .PUT(BodyPublishers.ofString(text(config.properties())))
                .header("Content-Type", "application/json");
        return parsed(send(request, timeouts.write()), new TypeReference<Validation>() {})
                .errorsByKey();
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        return parsed(read("/connector-plugins"), new TypeReference<List<InstalledPlugin>>() {});
    }

    @Override
    public List<InstalledPlugin> allPlugins() throws ConnectFault {
        return parsed(read("/connector-plugins?connectorsOnly=false"), new TypeReference<List<InstalledPlugin>>() {});
    }

    @Override
    public @Nullable List<String> topics(String name) throws ConnectFault {
        try {
            Map<String, Map<String, List<String>>> used = parsed(read(path(name, "/topics")), new TypeReference<>() {});
            return used.getOrDefault(name, Map.of()).getOrDefault("topics", List.of());
        } catch (ConnectFault.Rejected notTracked) {
            return null;
        }
    }

    @Override
    public @Nullable List<PluginFile> pluginFiles(String name) throws ConnectFault {
        return ifThere("/plugin-files/" + encoded(name), new TypeReference<List<PluginFile>>() {});
    }

    @Override
    public boolean resolves(OwnReference own, String text) throws ConnectFault {
        String reference = own.text();
        // The path names the end of the reference: what comes before it may not stand in a path.
        String path = "/connector-plugins/" + encoded(reference.substring(reference.lastIndexOf('/') + 1))
                + "/config/validate";
        HttpRequest.Builder request = request(path)
                .PUT(BodyPublishers.ofString(text(Map.of("name", "probe", "connector.class", reference))))
                .header("Content-Type", "application/json");
        try {
            send(request, timeouts.read());
        } catch (ConnectFault.Rejected | ConnectFault.Crashed unknownClass) {
            boolean asWritten = unknownClass.text().contains(reference);
            if (asWritten || unknownClass.text().contains(text)) {
                return !asWritten;
            }
            throw unknownClass;
        }
        throw new ConnectFault.Broken(UNEXPECTED);
    }

    @Override
    public List<Map<String, String>> taskConfigs(String name) throws ConnectFault {
        return parsed(read(path(name, "/tasks")), new TypeReference<List<TaskInfo>>() {}).stream()
                .map(TaskInfo::config)
                .toList();
    }

    @Override
    public void setLoggerLevel(String logger, String level) throws ConnectFault {
        write("PUT", "/admin/loggers/" + encoded(logger) + "?scope=cluster", Map.of("level", level));
    }

    @Override
    public void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        try {
            write("POST", "/connectors", Map.of("name", name, "config", config.properties(), "initial_state", state));
        } catch (ConnectFault.Busy conflict) {
            if (conflict.text().contains("already exists")) {
                throw new ConnectFault.AlreadyExists(conflict.text());
            }
            throw conflict;
        }
    }

    @Override
    public void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        write("PUT", path(name, "/config"), config.properties());
    }

    @Override
    public void pause(String name) throws ConnectFault {
        write("PUT", path(name, "/pause"), null);
    }

    @Override
    public void resume(String name) throws ConnectFault {
        write("PUT", path(name, "/resume"), null);
    }

    @Override
    public void stop(String name) throws ConnectFault {
        write("PUT", path(name, "/stop"), null);
    }

    @Override
    public void restart(String name, boolean onlyFailed) throws ConnectFault {
        write("POST", path(name, "/restart?includeTasks=true&onlyFailed=" + onlyFailed), null);
    }

    @Override
    public List<ConnectorOffset> offsets(String name) throws ConnectFault {
        return parsed(read(path(name, "/offsets")), new TypeReference<Map<String, List<ConnectorOffset>>>() {})
                .getOrDefault("offsets", List.of());
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        write("PATCH", path(name, "/offsets"), Map.of("offsets", offsets));
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        write("DELETE", path(name, "/offsets"), null);
    }

    @Override
    public void delete(String name) throws ConnectFault {
        write("DELETE", path(name, ""), null);
    }

    private static String path(String name, String rest) {
        return "/connectors/" + encoded(name) + rest;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> @Nullable T ifThere(String path, TypeReference<T> type) throws ConnectFault {
        try {
            return parsed(read(path), type);
        } catch (ConnectFault.NotFound none) {
            return null;
        }
    }

    private String read(String path) throws ConnectFault {
        return send(request(path).GET(), timeouts.read());
    }

    private void write(String method, String path, @Nullable Object body) throws ConnectFault {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(text(body))).header("Content-Type", "application/json");
        }
        send(request, timeouts.write());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("Accept", "application/json");
    }

    private String send(HttpRequest.Builder request, Duration limit) throws ConnectFault {
        return answer(request, limit).body();
    }

    private HttpResponse<String> answer(HttpRequest.Builder request, Duration limit) throws ConnectFault {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return judged(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw new ConnectFault.Unreachable("the workers did not answer within %d s".formatted(limit.toSeconds()));
        } catch (ExecutionException failed) {
            throw new ConnectFault.Unreachable(
                    switch (failed.getCause()) {
                        case ConnectException refused -> "the workers refuse connections at " + baseUrl;
                        case HttpConnectTimeoutException late -> "cannot connect to the workers at " + baseUrl;
                        case SSLHandshakeException distrust ->
                            "the workers at %s and the operator do not trust each other's certificates"
                                    .formatted(baseUrl);
                        case SSLException noTls -> "the workers at %s do not speak TLS".formatted(baseUrl);
                        case null, default -> "the connection to the workers broke before the answer was complete";
                    });
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectFault.Unreachable("the operator is stopping");
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpResponse<String> judged(HttpResponse<String> response) throws ConnectFault {
        int status = response.statusCode();
        String body = response.body();
        if (status / 100 == 2) {
            return response;
        }
        Optional<String> words = words(body);
        String message = words.orElse("the workers answered with HTTP status " + status);
        // While it starts, the web server of a worker answers 404 with a page of its own, whatever it is asked.
        throw status == 404 && !isJson(body)
                ? new ConnectFault.Busy(message)
                : ConnectFault.of(status, message, words.isPresent());
    }

    private static boolean isJson(String body) {
        return body.stripLeading().startsWith("{");
    }

    /** What Connect itself says; empty for a page of a web server, be it a starting worker's or that of something between. */
    private static Optional<String> words(String body) {
        try {
            return Optional.of(JSON.readTree(body).path("message"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static <T> T parsed(String body, TypeReference<T> type) throws ConnectFault {
        try {
            T value = JSON.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException notJson) {
            // Told below: what was received is of no use to anybody.
        }
        throw new ConnectFault.Broken(UNEXPECTED);
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not representable as JSON", impossible);
        }
    }
}
