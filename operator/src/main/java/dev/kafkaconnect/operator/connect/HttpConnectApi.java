package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@link ConnectApi} over the JDK's HTTP client: which request means what. How one is sent and fails is for {@link RestExchange}.
 */
public final class HttpConnectApi implements ConnectApi {
    private final HttpClient http;
    private final RestExchange exchange;
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
        this.exchange = new RestExchange(http, baseUrl, RestExchange.LARGEST);
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
    public @Nullable String leader() {
        return exchange.leader();
    }

    @Override
    public WorkerInfo worker() throws ConnectFault {
        return exchange.send(exchange.request("/").GET(), timeouts.read(), (body, headers) -> {
            WorkerInfo worker = RestJson.read(body, new TypeReference<WorkerInfo>() {});
            if (worker.isIncomplete()) {
                throw new ConnectFault.Broken(RestJson.UNEXPECTED);
            }
            return worker.with(
                    WorkerContract.of(headers.firstValue(WorkerContract.HEADER).orElse("")));
        });
    }

    @Override
    public Map<String, ConnectorListing> connectors() throws ConnectFault {
        return connectors(timeouts.read());
    }

    @Override
    public Map<String, ConnectorListing> connectors(Duration limit) throws ConnectFault {
        return exchange.send(
                exchange.request("/connectors?expand=status&expand=info").GET(),
                limit,
                (body, headers) -> RestJson.readEach(body, ConnectorListing.class));
    }

    @Override
    public Map<String, ConnectorListing.Status> states() throws ConnectFault {
        return ConnectorListing.statesOf(exchange.send(
                exchange.request("/connectors?expand=status").GET(),
                timeouts.read(),
                (body, headers) -> RestJson.readEach(body, ConnectorListing.class)));
    }

    @Override
    public ConnectorListing.@Nullable Status status(String name) throws ConnectFault {
        return ifThere(path(name, "/status"), new TypeReference<ConnectorListing.Status>() {});
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        String path = "/connector-plugins/" + encoded(connectorClass) + "/config/validate";
        HttpRequest.Builder request = request(path)
                .PUT(BodyPublishers.ofString(RestJson.text(config.properties())))
                .header("Content-Type", "application/json");
        return exchange.send(
                        request,
                        timeouts.write(),
                        (body, headers) -> RestJson.read(body, new TypeReference<Validation>() {}))
                .errorsByKey();
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        return read("/connector-plugins", new TypeReference<List<InstalledPlugin>>() {});
    }

    @Override
    public List<InstalledPlugin> allPlugins() throws ConnectFault {
        return read("/connector-plugins?connectorsOnly=false", new TypeReference<List<InstalledPlugin>>() {});
    }

    @Override
    public @Nullable List<String> topics(String name) throws ConnectFault {
        try {
            Map<String, Map<String, List<String>>> used = read(path(name, "/topics"), new TypeReference<>() {});
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
    public List<String> resolved(OwnReference references, Pattern expected) throws ConnectFault {
        OwnReference.Question question = OwnReference.Question.once(references, expected);
        HttpRequest.Builder request = request(
                        "/connector-plugins/%s/config/validate".formatted(encoded(question.end())))
                .PUT(BodyPublishers.ofString(RestJson.text(question.config())))
                .header("Content-Type", "application/json");
        try {
            sent(request, timeouts.read());
        } catch (ConnectFault.Rejected | ConnectFault.Crashed unknownClass) {
            return question.answer(unknownClass);
        }
        throw new ConnectFault.Broken(RestJson.UNEXPECTED);
    }

    @Override
    public List<Map<String, String>> taskConfigs(String name) throws ConnectFault {
        return read(path(name, "/tasks"), new TypeReference<List<TaskInfo>>() {}).stream()
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
        return read(path(name, "/offsets"), new TypeReference<Map<String, List<ConnectorOffset>>>() {})
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
            return read(path, type);
        } catch (ConnectFault.NotFound none) {
            return null;
        }
    }

    private <T> T read(String path, TypeReference<T> type) throws ConnectFault {
        return exchange.send(request(path).GET(), timeouts.read(), (body, headers) -> RestJson.read(body, type));
    }

    private void write(String method, String path, @Nullable Object body) throws ConnectFault {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(RestJson.text(body)))
                    .header("Content-Type", "application/json");
        }
        sent(request, timeouts.write());
    }

    private HttpRequest.Builder request(String path) {
        return exchange.request(path);
    }

    /** Of the answer nothing but its end is of interest. */
    private void sent(HttpRequest.Builder request, Duration limit) throws ConnectFault {
        exchange.send(request, limit, (body, headers) -> true);
    }
}
