package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.workers.ScrapedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every series that a panel of the dashboards shows or an alert rule compares is there, in a real Prometheus that reads a real
 * operator and a real worker. deploy/local/monitoring-check has written down what is asked.
 */
@Tag("connect")
@Tag("own-workers")
class PrometheusTest {
    private static final String NAMESPACE = "team-payments";
    private static final Duration SETTLED = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass(NAMESPACE);

    private static ScrapedCluster cluster;
    private static Instant started;

    /** @param source the alert, or dashboard and panel */
    record Expected(String source, String expression) {
        @Override
        public String toString() {
            return source + ": " + expression;
        }
    }

    @BeforeAll
    static void connectors_of_all_kinds() {
        SequenceSpecs.topic(KAFKA.admin(), "orders", 2);
        cluster = new ScrapedCluster(API, """
                kafka: {bootstrapServers: '%s'}
                config:
                  key.converter: org.apache.kafka.connect.storage.StringConverter
                  value.converter: org.apache.kafka.connect.storage.StringConverter
                  offset.flush.interval.ms: 1000
                """.formatted(KAFKA.bootstrapServers()));
        started = Instant.now();
        connector("orders-source", "dev.kafkaconnect.e2e.sequence.SequenceSource", """
                  topic: orders
                  sequences: 4
                  rate: 50
                """);
        connector("orders-sink", "org.apache.kafka.connect.file.FileStreamSinkConnector", """
                  topics: orders
                  file: /dev/null
                """);
        connector("orders-mirror", "org.apache.kafka.connect.mirror.MirrorSourceConnector", mirror() + """
                  topics: orders
                  refresh.topics.interval.seconds: 1
                  offset.lag.max: 0
                  sync.topic.acls.enabled: false
                """);
        connector("orders-checkpoints", "org.apache.kafka.connect.mirror.MirrorCheckpointConnector", mirror() + """
                  groups: connect-orders-sink
                  groups.exclude: none
                  emit.checkpoints.interval.seconds: 1
                  refresh.groups.interval.seconds: 1
                """);
        connector("orders-broken", "dev.kafkaconnect.e2e.sequence.SequenceSource", """
                  topic: orders
                  trouble.start: fail
                """);
    }

    private static String mirror() {
        return """
                  source.cluster.alias: north
                  target.cluster.alias: south
                  source.cluster.bootstrap.servers: '%1$s'
                  target.cluster.bootstrap.servers: '%1$s'
                  key.converter: org.apache.kafka.connect.converters.ByteArrayConverter
                  value.converter: org.apache.kafka.connect.converters.ByteArrayConverter
                """.formatted(KAFKA.bootstrapServers());
    }

    private static void connector(String name, String className, String config) {
        cluster.wanted.connector(
                name,
                "clusterRef: {name: %s}\nclass: %s\ntasksMax: 2\nconfig:\n".formatted(ScrapedCluster.NAME, className)
                        + config.indent(2));
    }

    @AfterAll
    static void stopped() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void every_panel_and_every_alert_has_data() throws IOException {
        List<Expected> all = expected();
        assertThat(all).hasSizeGreaterThan(100);

        within(SETTLED)
                .untilAsserted(() -> assertThat(all.stream().filter(each -> !hasData(each.expression())))
                        .isEmpty());
        // Pictures show more than the seconds that this takes.
        if (Boolean.getBoolean("pictures")) {
            within(SETTLED).until(() -> hasData("count_over_time(kafkaconnect_operator_leader[5m]) > 90"));
        }
        new DashboardData(cluster.prometheus, started)
                .save(
                        Project.output("dashboards"),
                        Map.of(
                                "kafka-connect-operator",
                                Map.of("namespace", "kafka-connect-operator", "job", ".+"),
                                "kafka-connect-cluster",
                                Map.of("namespace", NAMESPACE, "cluster", ScrapedCluster.NAME),
                                "kafka-connect-connector",
                                Map.of(
                                        "namespace",
                                        NAMESPACE,
                                        "cluster",
                                        ScrapedCluster.NAME,
                                        "cluster_namespace",
                                        NAMESPACE,
                                        "name",
                                        "orders-source",
                                        "connector",
                                        "orders-source")));
    }

    @Test
    void an_expression_of_a_metric_that_nobody_has_is_noticed() {
        assertThat(hasData("kafkaconnect_connector_mood")).isFalse();
    }

    @Test
    void what_a_task_measures_has_the_names_of_the_status() {
        within(SETTLED).untilAsserted(() -> {
            assertThat(hasData(ofTask("kafka_connect_source_task_source_record_poll_total", "orders-source")))
                    .isTrue();
            assertThat(hasData(ofTask("kafka_connect_plugin_sequences", "orders-source")))
                    .isTrue();
            assertThat(hasData("kafka_connect_mirror_mirrorsourceconnector_record_count"
                            + "{source=\"north\", target=\"south\", topic=\"north.orders\", partition=\"1\"}"))
                    .isTrue();
        });
    }

    private static String ofTask(String metric, String connector) {
        return "%s{namespace=\"%s\", cluster=\"%s\", connector=\"%s\", task=\"1\"}"
                .formatted(metric, NAMESPACE, ScrapedCluster.NAME, connector);
    }

    private static List<Expected> expected() throws IOException {
        try (Stream<String> lines = Files.lines(Project.file("target/monitoring/expressions.jsonl"))) {
            return lines.map(line -> {
                        try {
                            JsonNode node = JSON.readTree(line);
                            return new Expected(
                                    node.get("source").asText(),
                                    node.get("expression").asText());
                        } catch (IOException failed) {
                            throw new IllegalStateException(failed);
                        }
                    })
                    .toList();
        }
    }

    /** Whether there is a series with a number. */
    private static boolean hasData(String expression) {
        JsonNode answer = cluster.prometheus.query(expression);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
        return StreamSupport.stream(answer.at("/data/result").spliterator(), false)
                .anyMatch(series -> !series.at("/value/1").asText().equals("NaN"));
    }
}
