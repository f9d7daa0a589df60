package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.apiserver.Wanted;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InitialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What connectors may set on their own Kafka clients, on workers with the properties that the operator made. */
@Tag("connect")
class ClientOverridesTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private final Wanted wanted = CLUSTER.wanted;
    private final String name = "overrides-" + NUMBER.incrementAndGet();
    private final String topic = "topic-of-" + name;

    @BeforeEach
    void a_topic_and_a_file() throws Exception {
        CLUSTER.kafka
                .admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 3)))
                .all()
                .get();
        TestFiles.with(directory, "lines.txt", "one\n");
    }

    private void source(String override) {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: %s, topic: %s, %s}
                """.formatted(OperatedCluster.NAME, directory.resolve("lines.txt"), topic, override));
    }

    private void becomes(String reason) {
        eventually().until(() -> wanted.reasonOfConnector(name), reason::equals);
    }

    @Test
    void a_connector_tunes_its_producer() {
        source("producer.override.batch.size: 20000, producer.override.compression.type: zstd");

        becomes("Running");
    }

    @Test
    void a_connector_tunes_its_consumer() {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSink
                config: {file: %s, topics: %s, consumer.override.max.poll.records: 10, consumer.override.auto.offset.reset: latest}
                """.formatted(OperatedCluster.NAME, directory.resolve("out.txt"), topic));

        becomes("Running");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "producer.override.sasl.jaas.config",
                "producer.override.bootstrap.servers",
                "producer.override.interceptor.classes",
                "producer.override.client.id"
            })
    void a_refused_override_is_an_error_on_its_key_that_names_the_list(String key) {
        source(key + ": anything");

        becomes("ConfigInvalid");
        assertThat(wanted.connector(name).getStatus().getConfigErrors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.getKey()).isEqualTo(key);
                    assertThat(error.getMessage())
                            .contains("ConnectCluster connect/example")
                            .contains(key.substring("producer.override.".length())
                                    + " is not in connector.client.config.override.allowlist")
                            .doesNotContain("anything");
                });
        assertThat(wanted.ofConnector(name, "ConfigValid").getStatus()).isEqualTo("False");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Absent");

        wanted.changeConnector(name, "config: {%s: null}".formatted(key));

        becomes("Running");
    }

    @Test
    void workers_refuse_such_an_override_whoever_sends_it() {
        assertThatThrownBy(() -> CLUSTER.connect()
                        .create(
                                name,
                                Map.of(
                                        "name",
                                        name,
                                        "connector.class",
                                        "FileStreamSource",
                                        "topic",
                                        topic,
                                        "producer.override.sasl.jaas.config",
                                        "anything"),
                                InitialState.RUNNING))
                .isInstanceOf(ConnectFault.Rejected.class)
                .hasMessageContaining("'Allowlist' policy does not allow");
    }
}
