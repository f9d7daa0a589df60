package dev.kafkaconnect.e2e.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;
import java.nio.file.Path;
import java.util.Map;
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
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "overrides").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;

    @BeforeEach
    void a_file() throws Exception {
        TestFiles.with(directory, "lines.txt", "one\n");
    }

    private void source(String override) {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: %s, topic: %s, %s}
                """.formatted(OperatedCluster.NAME, directory.resolve("lines.txt"), topic, override));
    }

    @Test
    void a_connector_tunes_its_producer() {
        source("producer.override.batch.size: 20000, producer.override.compression.type: zstd");

        connector.becomes("Running");
    }

    @Test
    void a_connector_tunes_its_consumer() {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSink
                config: {file: %s, topics: %s, consumer.override.max.poll.records: 10, consumer.override.auto.offset.reset: latest}
                """.formatted(OperatedCluster.NAME, directory.resolve("out.txt"), topic));

        connector.becomes("Running");
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

        connector.becomes("ConfigInvalid");
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

        connector.becomes("Running");
    }

    @Test
    void workers_refuse_such_an_override_whoever_sends_it() {
        assertThatThrownBy(() -> CLUSTER.connect()
                        .create(
                                name,
                                ConnectorConfig.of(Map.of(
                                        "name",
                                        name,
                                        "connector.class",
                                        "FileStreamSource",
                                        "topic",
                                        topic,
                                        "producer.override.sasl.jaas.config",
                                        "anything")),
                                InitialState.RUNNING))
                .isInstanceOf(ConnectFault.Rejected.class)
                .hasMessageContaining("'Allowlist' policy does not allow");
    }
}
