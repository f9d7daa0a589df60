package dev.kafkaconnect.e2e.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.processes.Prometheus;
import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the dashboards would show, written to files of which deploy/local/monitoring-check draws the pictures in the documentation.
 * Called by the test that has a Prometheus with all of it.
 */
final class DashboardData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOMENTS = 40;

    private final Prometheus prometheus;
    private final Instant since;

    /** What a query has returned over time: pairs of Unix time and value. */
    record Series(String legend, Map<String, String> labels, List<double[]> values) {}

    DashboardData(Prometheus prometheus, Instant since) {
        this.prometheus = prometheus;
        this.since = since;
    }

    /**
     * One file for each dashboard, with a list of series for each panel that has any.
     *
     * @param variables values of those of each dashboard, by its uid
     */
    void save(Path directory, Map<String, Map<String, String>> variables) throws IOException {
        try (Stream<Path> files = Files.list(Project.file("deploy/monitoring/dashboards"))) {
            for (Path file : files.toList()) {
                JsonNode dashboard = JSON.readTree(file.toFile());
                String uid = dashboard.get("uid").asText();
                Map<String, List<Series>> panels = new LinkedHashMap<>();
                for (JsonNode panel : dashboard.get("panels")) {
                    List<Series> all = new ArrayList<>();
                    panel.path("targets").forEach(target -> all.addAll(series(target, variables.get(uid))));
                    if (!all.isEmpty()) {
                        panels.put(panel.get("id").asText(), all);
                    }
                }
                Path data = directory.resolve(uid + ".json");
                Files.writeString(data, JSON.writeValueAsString(panels) + "\n");
            }
        }
    }

    private List<Series> series(JsonNode target, Map<String, String> variables) {
        String expression = target.get("expr").asText().replace("$__rate_interval", "15s");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            expression = expression
                    .replaceAll("\\$\\{" + variable.getKey() + "(:[a-z]+)?}", variable.getValue())
                    .replaceAll("\\$" + variable.getKey() + "\\b", variable.getValue());
        }
        List<Series> all = new ArrayList<>();
        for (JsonNode result : prometheus.query(expression, since, MOMENTS).at("/data/result")) {
            Map<String, String> labels = new LinkedHashMap<>();
            result.get("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            List<double[]> values = new ArrayList<>();
            for (JsonNode point : result.get("values")) {
                double value = Double.parseDouble(point.get(1).asText().replace("+Inf", "Infinity"));
                if (Double.isFinite(value)) {
                    values.add(new double[] {point.get(0).asDouble(), Math.round(value * 1e4) / 1e4});
                }
            }
            if (!values.isEmpty()) {
                all.add(new Series(legend(target.get("legendFormat").asText(), labels), labels, values));
            }
        }
        return all;
    }

    private static String legend(String format, Map<String, String> labels) {
        String text = format;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text = text.replace("{{" + label.getKey() + "}}", label.getValue());
        }
        return text;
    }
}
