package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.RetryingConnectApi;
import dev.kafkaconnect.e2e.support.workers.ServiceClient;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.InitialState;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of the REST API and real workers, whose next in turn answers each request. */
@Tag("connect")
class ConnectApiTest {
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final String name = UniqueName.of("api");
    private ConnectApi connect;

    @BeforeEach
    void a_client_of_all_workers() {
        connect = RetryingConnectApi.by(new HttpConnectApi(
                new ServiceClient(() -> CLUSTER.workers().endpoints()),
                "http://the-service:8083",
                HttpConnectApi.Timeouts.DEFAULT));
    }

    private static Map<String, String> source(String name) {
        Map<String, String> config = new HashMap<>();
        config.put("name", name);
        config.put("connector.class", "FileStreamSource");
        config.put("tasks.max", "1");
        config.put("file", "/dev/null");
        config.put("topic", "lines");
        return config;
    }

    private ConnectorListing awaitState(String connector, String state) {
        return eventually()
                .alias(connector + " becomes " + state)
                .until(
                        () -> connect.connectors().get(connector),
                        found -> found.status().connector().state().equals(state));
    }

    @Test
    void the_worker_tells_its_version_and_its_kafka() throws Exception {
        assertThat(connect.worker().version()).isEqualTo("4.3.1");
        assertThat(connect.worker().kafkaClusterId())
                .isEqualTo(CLUSTER.kafka.admin().describeCluster().clusterId().get());
    }

    @ParameterizedTest
    @EnumSource(InitialState.class)
    void a_connector_is_created_directly_in_its_state(InitialState state) throws Exception {
        connect.create(name, ConnectorConfig.of(source(name)), state);

        ConnectorListing listing = awaitState(name, state.name());
        assertThat(listing.info().config()).isEqualTo(source(name));
        assertThat(listing.status().type()).isEqualTo("source");
        // Only a connector that runs makes tasks: one that is created paused makes them when it is resumed.
        int tasks = state == InitialState.RUNNING ? 1 : 0;
        eventually()
                .untilAsserted(() -> assertThat(
                                connect.connectors().get(name).status().tasks())
                        .hasSize(tasks)
                        .allSatisfy(task -> {
                            assertThat(task.state()).isEqualTo("RUNNING");
                            assertThat(CLUSTER.workers().hosts())
                                    .contains(task.workerId().replace(":8083", ""));
                        }));
    }

    @Test
    void a_configuration_comes_back_as_it_was_sent() throws Exception {
        Map<String, String> config = source(name);
        config.put("empty", "");
        config.put("unicode", "Grüße ✓ \u0001");
        config.put("lines", "a\nb\r\n\tc");
        config.put("quotes", "\"'\\${file:/x:y}".replace("${file:/x:y}", "$"));
        connect.create(name, ConnectorConfig.of(config), InitialState.STOPPED);
        assertThat(awaitState(name, "STOPPED").info().config()).isEqualTo(config);

        config.remove("empty");
        config.put("batch.size", "7");
        connect.putConfig(name, ConnectorConfig.of(config));

        eventually()
                .untilAsserted(
                        () -> assertThat(connect.connectors().get(name).info().config())
                                .isEqualTo(config));
    }

    @Test
    void a_name_that_is_taken_is_told_and_the_connector_stays_as_it_is() throws Exception {
        connect.create(name, ConnectorConfig.of(source(name)), InitialState.STOPPED);
        awaitState(name, "STOPPED");
        Map<String, String> another = source(name);
        another.put("file", "/etc/hosts");

        assertThatThrownBy(() -> connect.create(name, ConnectorConfig.of(another), InitialState.RUNNING))
                .isInstanceOf(ConnectFault.AlreadyExists.class)
                .hasMessageContaining(name);

        assertThat(connect.connectors().get(name).info().config()).isEqualTo(source(name));
    }

    @Test
    void a_class_that_is_not_installed_is_rejected() throws Exception {
        Map<String, String> config = source(name);
        config.put("connector.class", "com.example.NoSuchConnector");

        assertThatThrownBy(() -> connect.create(name, ConnectorConfig.of(config), InitialState.RUNNING))
                .isInstanceOf(ConnectFault.Rejected.class)
                .hasMessageContaining("com.example.NoSuchConnector");
        assertThat(connect.connectors().containsKey(name)).isFalse();
    }

    @Test
    void a_missing_key_is_rejected_by_name() throws Exception {
        Map<String, String> config = source(name);
        config.remove("topic");

        assertThatThrownBy(() -> connect.create(name, ConnectorConfig.of(config), InitialState.RUNNING))
                .isInstanceOf(ConnectFault.Rejected.class)
                .hasMessageContaining("topic");
        assertThat(connect.connectors().containsKey(name)).isFalse();
    }

    @Test
    void a_connector_is_paused_resumed_and_stopped() throws Exception {
        connect.create(name, ConnectorConfig.of(source(name)), InitialState.RUNNING);
        awaitState(name, "RUNNING");

        connect.pause(name);
        awaitState(name, "PAUSED");
        connect.stop(name);
        awaitState(name, "STOPPED");
        eventually().until(() -> connect.connectors().get(name).status().tasks().isEmpty());
        connect.resume(name);
        awaitState(name, "RUNNING");
        connect.restart(name, false);
        connect.restart(name, true);
        awaitState(name, "RUNNING");
    }

    @Test
    void a_deleted_connector_exists_no_more() throws Exception {
        connect.create(name, ConnectorConfig.of(source(name)), InitialState.RUNNING);
        awaitState(name, "RUNNING");
        assertThat(connect.connectors().containsKey(name)).isTrue();

        connect.delete(name);

        eventually().until(() -> !connect.connectors().containsKey(name));
        assertThatThrownBy(() -> connect.delete(name)).isInstanceOf(ConnectFault.NotFound.class);
    }

    @Test
    void nothing_can_be_done_to_a_connector_that_does_not_exist() {
        assertThatThrownBy(() -> connect.pause(name)).isInstanceOf(ConnectFault.NotFound.class);
        assertThatThrownBy(() -> connect.resume(name)).isInstanceOf(ConnectFault.NotFound.class);
        assertThatThrownBy(() -> connect.stop(name)).isInstanceOf(ConnectFault.NotFound.class);
        assertThatThrownBy(() -> connect.restart(name, true)).isInstanceOf(ConnectFault.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "Österreich ✓",
                "a+b",
                "a&b=c",
                "a:b",
                "a@b",
                "a..b~",
                "a[b]",
                "a|b",
                "a^b",
                "a`b",
                "a\"b",
                "a'b",
                "a<b>",
                "a,b",
                "a$b",
                "a!b",
                "a*b",
                "a(b)",
                "..",
                "."
            })
    void a_connector_of_any_name_can_be_handled_by_every_worker(String unusual) throws Exception {
        connect.create(unusual, ConnectorConfig.of(source(unusual)), InitialState.RUNNING);
        awaitState(unusual, "RUNNING");
        for (int worker = 0; worker < OperatedCluster.WORKERS; worker++) {
            assertThat(connect.connectors().containsKey(unusual)).isTrue();
            connect.pause(unusual);
            connect.putConfig(unusual, ConnectorConfig.of(source(unusual)));
            connect.stop(unusual);
        }
        eventually()
                .until(() -> connect.connectors()
                        .get(unusual)
                        .status()
                        .connector()
                        .state()
                        .equals("STOPPED"));
        connect.delete(unusual);
        eventually().until(() -> !connect.connectors().containsKey(unusual));
    }

    @Test
    void workers_that_are_not_there_are_unreachable() {
        HttpConnectApi nobody = new HttpConnectApi(
                HttpClient.newHttpClient(),
                "http://127.0.0.1:" + Loopback.freePort("127.0.0.1"),
                HttpConnectApi.Timeouts.DEFAULT);

        assertThatThrownBy(nobody::connectors)
                .isInstanceOf(ConnectFault.Unreachable.class)
                .hasMessageContaining("refuse connections");
    }
}
