package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A declared change of offsets is carried out once for each id, whatever becomes of the operator and of the Connector. */
@Tag("apiserver")
class OffsetsOnceTest {
    private static final String SPEC = "clusterRef: {name: example}\nclass: FileStreamSource\n";
    private static final String REPLAY = "offsets: {id: replay, reset: true}\n";
    private static final String RECORDS = "example-connector-records";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private FakeConnect workers;

    @BeforeEach
    void a_cluster() {
        wanted.cluster("example", "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: 1\n");
        new WorkerPlayer(API, "example").allBecomeReady();
        workers = operator.workersOf("example");
    }

    private void isRunning() {
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
    }

    private void isGone() {
        eventually().until(() -> wanted.connector("lines") == null);
    }

    private Offsets outcome(String id) {
        return eventually()
                .until(
                        () -> wanted.connector("lines").getStatus().getOffsets(),
                        offsets -> offsets != null
                                && id.equals(offsets.getId())
                                && !"Pending".equals(offsets.getResult()));
    }

    /** What was done to the connector, apart from its configuration. */
    private List<String> turns() {
        return workers.writes().stream()
                .map(write -> write.split(" ")[0])
                .filter(List.of("STOPPED", "deleteOffsets", "RUNNING")::contains)
                .toList();
    }

    private ConfigMap records() {
        return API.admin()
                .configMaps()
                .inNamespace(API.namespace())
                .withName(RECORDS)
                .get();
    }

    @Test
    void an_operator_that_dies_before_it_could_store_what_it_did_leaves_the_connector_stopped() {
        wanted.connector("lines", SPEC);
        isRunning();
        WriteLog writes = operator.writes();
        workers.whenOffsetsChange(() -> writes.lose(path -> path.endsWith("/status") || path.contains("/configmaps")));

        wanted.changeConnector("lines", REPLAY);

        eventually().until(() -> turns().contains("deleteOffsets"));
        int atTheChange = writes.count();
        eventually()
                .until(() -> writes.after(atTheChange).stream()
                                .filter(write -> write.contains("/configmaps"))
                                .count()
                        > 1);
        assertThat(turns()).containsExactly("STOPPED", "deleteOffsets");

        operator.restart();

        assertThat(outcome("replay").getResult()).isEqualTo("Done");
        isRunning();
        assertThat(turns()).containsSubsequence("STOPPED", "deleteOffsets", "RUNNING");
        assertThat(turns().stream().filter("RUNNING"::equals)).hasSize(1);
        assertThat(turns()).endsWith("RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retain", "Delete", "Stop"})
    void a_connector_that_is_deleted_and_applied_again_does_not_repeat_it(String policy) {
        String spec = SPEC + REPLAY + "deletionPolicy: " + policy + "\n";
        wanted.connector("lines", spec);
        isRunning();
        Offsets first = outcome("replay");

        wanted.deleteConnector("lines");
        isGone();
        operator.restart();
        wanted.connector("lines", spec);

        isRunning();
        assertThat(outcome("replay")).usingRecursiveComparison().isEqualTo(first);
        assertThat(turns().stream().filter("deleteOffsets"::equals)).hasSize(1);
    }

    @Test
    void what_was_done_is_forgotten_with_the_offsets() {
        String spec = SPEC + REPLAY + "deleteOffsets: true\n";
        wanted.connector("lines", spec);
        outcome("replay");
        assertThat(records().getData()).hasSize(1);
        assertThat(records().getMetadata().getOwnerReferences()).isEmpty();

        wanted.deleteConnector("lines");
        isGone();

        assertThat(records().getData()).isNullOrEmpty();
    }

    @Test
    void a_connector_that_was_there_before_is_left_as_it_runs_until_a_new_id_is_given() {
        workers.createByHand("lines", Map.of("name", "lines", "connector.class", "FileStreamSource", "tasks.max", "1"));

        wanted.connector("lines", SPEC + REPLAY);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "OffsetsRefused"::equals);
        assertThat(wanted.ofConnector("lines", "Ready").getMessage()).contains("existed before", "new id");
        operator.restart();
        assertThat(outcome("replay").getResult()).isEqualTo("Failed");
        assertThat(turns()).isEmpty();

        wanted.changeConnector("lines", "offsets: {id: again}");

        assertThat(outcome("again").getResult()).isEqualTo("Done");
        isRunning();
        assertThat(turns()).isEqualTo(List.of("STOPPED", "deleteOffsets", "RUNNING"));
    }

    @Test
    void without_a_record_nothing_is_begun_and_the_connector_runs_on() {
        wanted.connector("lines", SPEC);
        isRunning();
        ConfigMap foreign = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(RECORDS)
                .withNamespace(API.namespace())
                .endMetadata()
                .withData(Map.of("theirs", "1"))
                .build();
        API.admin().resource(foreign).create();

        wanted.changeConnector("lines", REPLAY);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "OffsetsNotRecorded"::equals);
        assertThat(wanted.ofConnector("lines", "Ready").getMessage()).contains(RECORDS);
        assertThat(turns()).isEmpty();
        assertThat(records().getData()).isEqualTo(foreign.getData());

        API.admin().resource(foreign).delete();

        assertThat(outcome("replay").getResult()).isEqualTo("Done");
        isRunning();
    }
}
