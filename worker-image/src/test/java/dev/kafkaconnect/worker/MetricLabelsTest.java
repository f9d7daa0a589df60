package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names reach Prometheus as they are, whatever JMX makes of them on the way. */
class MetricLabelsTest {
    private static final File RULES = new File(System.getProperty("dist"), "config/metrics.yaml");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "east->west.MirrorHeartbeatConnector",
                "a, task=7",
                "what?",
                "*",
                "Größe: \"A, B\" = 1*2 [eu] (v2) & more",
                "\"quoted\"",
                "back\\slash"
            })
    void aLabelHoldsTheNameItself(String name) throws Exception {
        assertThat(exported(0.5, "connector-task-metrics", "batch-size-avg", "connector", name, "task", "0"))
                .containsExactly(Labels.of("connector", name, "task", "0"));
        assertThat(exported(1.0, "source-task-metrics", "source-record-poll-total", "connector", name, "task", "0"))
                .containsExactly(Labels.of("connector", name, "task", "0"));
        assertThat(exported("running", "connector-task-metrics", "status", "connector", name, "task", "0"))
                .containsExactly(Labels.of("connector", name, "task", "0", "status", "running"));
        assertThat(exported("running", "connector-metrics", "status", "connector", name))
                .containsExactly(Labels.of("connector", name, "status", "running"));
        assertThat(exported(1.0, "connect-worker-metrics", "connector-total-task-count", "connector", name))
                .containsExactly(Labels.of("connector", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "east->west.MirrorHeartbeatConnector", "Größe: \"A, B\" = 1*2 [eu] (v2) & more"})
    void whatPluginsMeasureHasTheLabelsOfTheirTask(String name) throws Exception {
        assertThat(exported(1.0, "plugins", "records-total", "connector", name))
                .containsExactly(Labels.of("connector", name));
        assertThat(exported(1.0, "plugins", "depth", "connector", name, "task", "7"))
                .containsExactly(Labels.of("connector", name, "task", "7"));
        assertThat(exported(1.0, "plugins", "hits-total", "connector", name, "task", "7", "converter", "value"))
                .containsExactly(Labels.of("connector", name, "task", "7", "converter", "value"));
        assertThat(exported(
                        1.0,
                        "plugins",
                        "age",
                        "connector",
                        name,
                        "task",
                        "7",
                        "transformation",
                        "mask",
                        "Table",
                        "orders"))
                .containsExactly(
                        Labels.of("connector", name, "task", "7", "transformation", "mask", "table", "orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "team \"A\" -> B"})
    void whatMirrorsMeasureHasTheAliasesAndTheGroup(String group) throws Exception {
        assertThat(mirrored(
                        "MirrorSourceConnector",
                        "record-count",
                        "source",
                        "east",
                        "target",
                        "west",
                        "topic",
                        "east.a-b",
                        "partition",
                        "3"))
                .containsExactly(Labels.of("source", "east", "target", "west", "topic", "east.a-b", "partition", "3"));
        assertThat(mirrored(
                        "MirrorCheckpointConnector",
                        "checkpoint-latency-ms",
                        "source",
                        "east",
                        "target",
                        "west",
                        "group",
                        group,
                        "topic",
                        "east.a",
                        "partition",
                        "0"))
                .containsExactly(Labels.of(
                        "source", "east", "target", "west", "group", group, "topic", "east.a", "partition", "0"));
    }

    private static List<Labels> mirrored(String group, String metric, String... tags) throws Exception {
        return series("kafka.connect.mirror", 1.0, group, metric, tags);
    }

    private static List<Labels> exported(Object value, String group, String metric, String... tags) throws Exception {
        return series("kafka.connect", value, group, metric, tags);
    }

    /** Labels of the series that is made of a metric of Kafka. */
    private static List<Labels> series(String domain, Object value, String group, String metric, String... tags)
            throws Exception {
        JmxReporter reporter = new JmxReporter();
        reporter.contextChange(new KafkaMetricsContext(domain));
        try (Metrics metrics = new Metrics(new MetricConfig(), List.of(reporter), Time.SYSTEM)) {
            metrics.addMetric(metrics.metricName(metric, group, "", map(tags)), (Gauge<Object>) (config, now) -> value);
            return new JmxCollector(RULES)
                    .register(new PrometheusRegistry()).collect().stream()
                            .filter(family -> family.getMetadata().getName().startsWith("kafka_connect_"))
                            .flatMap(family -> family.getDataPoints().stream())
                            .map(point -> point.getLabels())
                            .toList();
        }
    }

    private static Map<String, String> map(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            map.put(keysAndValues[index], keysAndValues[index + 1]);
        }
        return map;
    }
}
