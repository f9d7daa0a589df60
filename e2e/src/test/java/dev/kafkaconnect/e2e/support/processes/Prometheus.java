package dev.kafkaconnect.e2e.support.processes;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real Prometheus on loopback that reads its targets every second. Knows nothing of what they tell it. */
public final class Prometheus implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final TemporaryDirectory directory = TemporaryDirectory.create("prometheus-");
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final JavaProcess process;

    /**
     * What a PodMonitor makes of its pods.
     *
     * @param target address and port that offer /metrics
     * @param labels of all series, unless they have these themselves and are trusted
     * @param honorLabels whether they are
     */
    public record Job(String name, String target, Map<String, String> labels, boolean honorLabels) {}

    /** Returns when it answers. */
    public Prometheus(List<Job> jobs) {
        String address = "127.0.0.1:" + Loopback.freePort("127.0.0.1");
        url = "http://" + address;
        process = JavaProcess.startScript(
                "prometheus",
                List.of(
                        Project.file("deploy/local/prometheus").toString(),
                        "--config.file=" + configuration(jobs),
                        "--storage.tsdb.path=" + directory.path().resolve("data"),
                        "--web.listen-address=" + address),
                Map.of());
        within(START).alias(process.toString()).until(() -> get("/-/ready").statusCode() == 200);
    }

    private Path configuration(List<Job> jobs) {
        StringBuilder text = new StringBuilder("global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n");
        for (Job job : jobs) {
            text.append("  - job_name: %s\n    honor_labels: %s\n".formatted(job.name(), job.honorLabels()))
                    .append("    static_configs:\n      - targets: ['%s']\n        labels:\n".formatted(job.target()));
            job.labels().forEach((label, value) -> text.append("          %s: '%s'\n".formatted(label, value)));
        }
        try {
            return Files.writeString(directory.path().resolve("prometheus.yaml"), text);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What an expression returns now: a vector, or the error. */
    public JsonNode query(String expression) {
        return answer("/api/v1/query?query=" + encoded(expression));
    }

    /** What it has returned since then, at so many moments. */
    public JsonNode query(String expression, Instant since, int moments) {
        Instant now = Instant.now();
        long step = Math.max(1, Duration.between(since, now).toSeconds() / moments);
        return answer("/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(encoded(expression), since.getEpochSecond(), now.getEpochSecond(), step));
    }

    private JsonNode answer(String path) {
        try {
            return json.readTree(get(path).body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static String encoded(String expression) {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
        http.close();
        directory.close();
    }
}
