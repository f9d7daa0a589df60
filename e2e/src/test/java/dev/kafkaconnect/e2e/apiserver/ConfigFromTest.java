package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeKubeletMount;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values from Secrets and ConfigMaps: what is missing, what changes, who is woken, what is written, and what stays. */
@Tag("apiserver")
class ConfigFromTest {
    private static final String CANARY = "canary-4711";
    private static final String SECOND = "canary-4712";
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";
    private static final String PLAIN = """
            clusterRef: {name: example}
            class: FileStreamSource
            config: {file: /tmp/lines}
            """;
    private static final String REFERRING =
            PLAIN + "configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void aClusterThatRuns() {
        ClusterScenario.ready(wanted, workers, CLUSTER);
    }

    private void secret(String name, String value) {
        wanted.secret(name, Map.of("pass", value));
    }

    private void becomes(String connector, String reason) {
        eventually()
                .alias(connector + " becomes " + reason)
                .untilAsserted(() -> assertThat(wanted.reasonOfConnector(connector))
                        .as(String.valueOf(wanted.ofConnector(connector, "Ready")))
                        .isEqualTo(reason));
    }

    private String password(String connector) {
        return operator.workersOf("example").configOf(connector).get("password");
    }

    private Set<String> files() {
        Secret values = API.admin()
                .secrets()
                .inNamespace(API.namespace())
                .withName("example-connector-values")
                .get();
        Set<String> files = new TreeSet<>(values.getData().keySet());
        files.removeAll(Set.of("revision-key", "arrival-0"));
        return files;
    }

    private List<String> filesOf(String reference) {
        String marker = reference.substring(reference.lastIndexOf(':') + 1, reference.lastIndexOf('.'));
        return files().stream().filter(file -> file.startsWith(marker)).toList();
    }

    private void nothingTellsTheValues() {
        String all = Serialization.asYaml(wanted.connector("lines"))
                + Serialization.asYaml(wanted.cluster("example"))
                + Serialization.asYaml(API.admin()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(API.namespace())
                        .list())
                + operator.workersOf("example").configOf("lines");
        assertThat(all).doesNotContain(CANARY).doesNotContain(SECOND);
    }

    @Test
    void the_workers_get_a_reference_and_nobody_sees_the_value() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);

        becomes("lines", "Running");

        assertThat(password("lines")).startsWith("${values:/etc/kafka-connect-values:lines-");
        assertThat(filesOf(password("lines"))).hasSize(2);
        nothingTellsTheValues();
        assertThat(workers.statefulSet().getSpec().getTemplate().getMetadata().getAnnotations())
                .doesNotContainKey(FakeKubeletMount.ANNOTATION);
    }

    @Test
    void a_value_of_a_config_map_is_a_reference_too() {
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(API.namespace())
                        .withName("settings")
                        .endMetadata()
                        .withData(Map.of("host", "db.example.com"))
                        .build())
                .create();
        wanted.connector(
                "lines", PLAIN + "configFrom: [{key: password, configMapKeyRef: {name: settings, key: host}}]\n");

        becomes("lines", "Running");

        assertThat(password("lines")).startsWith("${values:");
    }

    @Test
    void a_missing_secret_is_named_and_the_connector_is_created_when_it_appears() throws Exception {
        wanted.connector("lines", REFERRING);

        becomes("lines", "ReferenceMissing");
        assertThat(wanted.ofConnector("lines", "Reconciling").getMessage())
                .contains("there is no Secret database, which password refers to");
        assertThat(operator.workersOf("example").exists("lines")).isFalse();

        secret("database", CANARY);

        becomes("lines", "Running");
        assertThat(wanted.ofConnector("lines", "Stalled")).isNull();
    }

    @Test
    void a_missing_key_is_named_and_the_running_connector_goes_on() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        becomes("lines", "Running");
        String before = password("lines");

        wanted.changeConnector("lines", "configFrom: [{key: password, secretKeyRef: {name: database, key: word}}]");

        becomes("lines", "ReferenceMissing");
        assertThat(wanted.ofConnector("lines", "Reconciling").getMessage()).contains("Secret database has no key word");
        assertThat(wanted.ofConnector("lines", "ConfigValid").getStatus()).isEqualTo("False");
        assertThat(wanted.connector("lines").getStatus().getState()).isEqualTo("Running");
        assertThat(password("lines")).isEqualTo(before);
        nothingTellsTheValues();
    }

    @Test
    void a_secret_that_vanishes_changes_nothing_on_the_workers_and_its_return_needs_no_restart() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        becomes("lines", "Running");
        String before = password("lines");

        API.admin().secrets().inNamespace(API.namespace()).withName("database").delete();

        becomes("lines", "ReferenceMissing");
        assertThat(password("lines")).isEqualTo(before);
        wanted.changeConnector("lines", "state: Paused");
        eventually().until(() -> wanted.connector("lines").getStatus().getState(), "Paused"::equals);
        wanted.changeConnector("lines", "state: Running");

        secret("database", CANARY);

        becomes("lines", "Running");
        assertThat(password("lines")).isEqualTo(before);
    }

    @Test
    void a_changed_secret_changes_the_connectors_that_use_it_and_no_other() {
        secret("database", CANARY);
        secret("another", CANARY);
        wanted.connector("lines", REFERRING);
        wanted.connector("plain", PLAIN);
        wanted.connector("other", REFERRING.replace("database", "another"));
        List.of("lines", "plain", "other").forEach(connector -> becomes(connector, "Running"));
        String before = password("lines");
        String ofOther = password("other");
        int writes = operator.writes().count();

        secret("database", SECOND);

        eventually().until(() -> password("lines"), now -> !now.equals(before));
        becomes("lines", "Running");
        eventually().until(() -> filesOf(before).isEmpty());
        assertThat(filesOf(password("lines"))).hasSize(2);
        assertThat(password("other")).isEqualTo(ofOther);
        assertThat(operator.writes().after(writes))
                .anyMatch(write -> write.contains("/pods/example-worker-0"))
                .noneMatch(write -> write.contains("/plain") || write.contains("/other"))
                .noneMatch(write -> write.contains("/statefulsets/"));
        nothingTellsTheValues();
    }

    @Test
    void nothing_is_sent_before_the_values_are_on_the_workers() throws Exception {
        operator.mount.beLate(true);
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);

        becomes("lines", "ValuesPending");
        eventually()
                .until(
                        () -> wanted.ofConnector("lines", "Reconciling").getMessage(),
                        text -> text.contains("worker example-worker-0"));
        assertThat(operator.workersOf("example").exists("lines")).isFalse();

        operator.mount.beLate(false);

        becomes("lines", "Running");
    }

    @Test
    void a_second_pass_and_another_operator_write_nothing() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        becomes("lines", "Running");
        ClusterScenario.runs(wanted, workers, 1);
        String before = password("lines");

        operator.restart();
        operator.passTwice(workers);
        wanted.changeConnector("lines", "tasksMax: 2");
        eventually().until(() -> operator.workersOf("example").configOf("lines").get("tasks.max"), "2"::equals);

        assertThat(password("lines")).isEqualTo(before);
        assertThat(operator.writes().after(0))
                .noneMatch(write -> write.contains("/secrets/") || write.contains("/pods/"));
    }

    @Test
    void a_value_that_changed_while_no_operator_ran_is_not_taken_for_drift() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        becomes("lines", "Running");
        String before = password("lines");
        operator.stop();
        secret("database", SECOND);

        operator.start();

        eventually().until(() -> password("lines"), now -> !now.equals(before));
        becomes("lines", "Running");
        assertThat(API.admin()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(API.namespace())
                        .list()
                        .getItems())
                .noneMatch(event -> "DriftCorrected".equals(event.getReason()));
    }

    @Test
    void a_deleted_connector_leaves_no_file_and_a_retained_one_keeps_its_own() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        wanted.connector("kept", REFERRING + "deletionPolicy: Retain\n");
        becomes("lines", "Running");
        becomes("kept", "Running");
        assertThat(files()).hasSize(4);

        wanted.deleteConnector("lines");
        wanted.deleteConnector("kept");
        eventually().until(() -> wanted.connector("lines") == null && wanted.connector("kept") == null);

        assertThat(files()).hasSize(2).allMatch(file -> file.startsWith("kept-"));
        String before = password("kept");

        wanted.connector("adopter", REFERRING + "connectorName: kept\n");

        becomes("adopter", "Running");
        assertThat(password("kept")).isEqualTo(before);
    }

    @Test
    void a_connector_that_needs_no_value_any_more_leaves_no_file() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        becomes("lines", "Running");

        wanted.changeConnector("lines", "configFrom: null");

        eventually().until(() -> password("lines") == null);
        eventually().until(() -> files().isEmpty());
    }

    @Test
    void a_reference_that_a_user_writes_is_refused() {
        wanted.connector(
                "lines", PLAIN.replace("file: /tmp/lines", "file: '${values:/etc/kafka-connect-values:orders-1.2.0}'"));

        becomes("lines", "ConfigInvalid");
        assertThat(wanted.ofConnector("lines", "Stalled").getMessage()).contains("use spec.configFrom");
    }

    @Test
    void a_key_in_both_places_is_refused() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING.replace("config: {", "config: {password: none, "));

        becomes("lines", "ConfigInvalid");
        assertThat(wanted.ofConnector("lines", "Stalled").getMessage())
                .contains("configFrom key \"password\" is also in spec.config");
    }

    @Test
    void files_that_somebody_took_out_of_the_secret_come_back() {
        secret("database", CANARY);
        wanted.connector("lines", REFERRING);
        becomes("lines", "Running");
        String before = password("lines");

        API.admin()
                .secrets()
                .inNamespace(API.namespace())
                .withName("example-connector-values")
                .delete();
        eventually().until(() -> files() != null);
        secret("database", SECOND);

        eventually().until(() -> password("lines"), now -> !now.equals(before));
        eventually().until(() -> filesOf(password("lines")).size() == 2);
        becomes("lines", "Running");
    }
}
