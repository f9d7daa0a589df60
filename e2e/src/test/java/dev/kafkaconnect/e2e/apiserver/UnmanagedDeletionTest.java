package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connectors without a Connector, on a cluster whose owner wants them deleted. */
@Tag("apiserver")
class UnmanagedDeletionTest {
    private static final Duration A_MINUTE = Duration.ofSeconds(61);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void connectors_that_nobody_describes() throws Exception {
        ClusterScenario.started(wanted, workers, "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n");
        for (String name : List.of("lines", "stray")) {
            operator.workersOf("example").create(name, config(name), InitialState.RUNNING);
        }
        eventually()
                .until(
                        () -> wanted.cluster("example").getStatus().getUnmanagedConnectors(),
                        List.of("lines", "stray")::equals);
    }

    @Test
    void one_apply_that_asks_for_their_deletion_and_brings_a_connector_deletes_only_the_others() throws Exception {
        wanted.changeCluster("example", "connectors: {unmanaged: Delete}");
        wanted.connector("lines", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
        assertThat(operator.workersOf("example").exists("stray")).isTrue();

        eventually().until(() -> isDeletedAfterAMinute("stray", operator.workersOf("example")));
        assertThat(operator.workersOf("example").exists("lines")).isTrue();
        assertThat(API.admin().v1().events().inNamespace(API.namespace()).list().getItems())
                .noneMatch(event -> "Created".equals(event.getReason())
                        && "lines".equals(event.getInvolvedObject().getName()));
    }

    @Test
    void none_is_deleted_that_is_to_be_kept_after_all() throws Exception {
        wanted.changeCluster("example", "connectors: {unmanaged: Delete}");
        eventually().until(() -> isObserved());
        wanted.changeCluster("example", "connectors: {unmanaged: Keep}");
        eventually().until(() -> isObserved());

        operator.clock.advance(A_MINUTE);
        operator.passTwice(workers);

        assertThat(operator.workersOf("example").exists("stray")).isTrue();
    }

    @Test
    void a_standalone_worker_starts_with_it_until_it_is_deleted() throws Exception {
        wanted.cluster("alone", "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\nmode: Standalone\n");
        new WorkerPlayer(API, "alone").allBecomeReady();
        FakeConnect worker = operator.workersOf("alone");
        worker.create("stray", config("stray"), InitialState.RUNNING);
        eventually().until(() -> startsWith("stray"));

        wanted.changeCluster("alone", "connectors: {unmanaged: Delete}");
        wanted.connector("lines", "clusterRef: {name: alone}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n");
        eventually().until(() -> startsWith("lines"));
        assertThat(startsWith("stray")).isTrue();

        eventually().until(() -> isDeletedAfterAMinute("stray", worker));
        eventually().until(() -> !startsWith("stray"));
        assertThat(startsWith("lines")).isTrue();
    }

    /** The minute begins when the operator first sees it without a Connector, which may be after the one that is there is running. */
    private boolean isDeletedAfterAMinute(String connector, FakeConnect worker) throws ConnectFault {
        operator.clock.advance(A_MINUTE);
        return !worker.exists(connector);
    }

    private static boolean startsWith(String connector) {
        return API
                .admin()
                .configMaps()
                .inNamespace(API.namespace())
                .withName("alone-connectors")
                .require()
                .getData()
                .values()
                .stream()
                .anyMatch(file -> file.contains("/tmp/" + connector));
    }

    private static ConnectorConfig config(String name) {
        return ConnectorConfig.of(
                Map.of("name", name, "connector.class", "FileStreamSource", "tasks.max", "1", "file", "/tmp/" + name));
    }

    private boolean isObserved() {
        return wanted.cluster("example")
                .getMetadata()
                .getGeneration()
                .equals(wanted.cluster("example").getStatus().getObservedGeneration());
    }
}
