package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.flux.CommittedFiles;
import dev.kafkaconnect.e2e.support.flux.FluxReport;
import dev.kafkaconnect.e2e.support.flux.KustomizeController;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.connect.ConnectFault;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Flux makes of commits: from the first one to the removal of everything, with checks of health. */
@Tag("apiserver")
class FluxTest {
    private static final String CLUSTER = """
            apiVersion: kafkaconnect.dev/v1alpha1
            kind: ConnectCluster
            metadata: {name: example}
            spec: {kafka: {bootstrapServers: 'kafka:9092'}, replicas: 1}
            """;

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    @RegisterExtension
    static final KustomizeController FLUX = new KustomizeController(API);

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final CommittedFiles git = new CommittedFiles(API);

    @AfterEach
    void endRepository() {
        git.close();
    }

    private static String connector(String name, String rest) {
        return """
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: Connector
                metadata: {name: %s}
                spec:
                  clusterRef: {name: example}
                  class: FileStreamSource
                %s""".formatted(name, rest.indent(2));
    }

    private static Map<String, String> everything() {
        return Map.of("a-connector.yaml", connector("lines", "config: {file: /tmp/lines}"), "cluster.yaml", CLUSTER);
    }

    private void becomesReady(String revision) {
        eventually()
                .until(
                        git::report,
                        report -> report.attempted().equals(revision)
                                && report.ready().equals("True"));
    }

    private void isCommittedAndReady() {
        git.appliedByFlux(true);
        String revision = git.commit(everything());
        workers.allBecomeReady();
        becomesReady(revision);
    }

    @Test
    void a_first_commit_is_ready_when_its_connectors_run_and_not_before() {
        git.appliedByFlux(true);
        String revision = git.commit(everything());
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotReady"::equals);

        assertThat(git.report().ready()).isEqualTo("Unknown");

        workers.allBecomeReady();

        becomesReady(revision);
        assertThat(wanted.reasonOfConnector("lines")).isEqualTo("Running");
    }

    @Test
    void a_wrong_commit_fails_at_once_with_the_reason_and_its_revert_is_enough() {
        isCommittedAndReady();

        git.commit(Map.of(
                "a-connector.yaml", connector("lines", "config: {transforms: [a, b]}"), "cluster.yaml", CLUSTER));

        eventually().until(git::report, report -> report.ready().equals("False"));
        assertThat(git.report().reason()).isEqualTo("HealthCheckFailed");
        assertThat(git.report().message()).contains("Connector/" + API.namespace() + "/lines", "Failed");
        assertThat(operator.workersOf("example").configOf("lines")).containsEntry("file", "/tmp/lines");

        becomesReady(git.commit(everything()));
    }

    @Test
    void a_secret_that_arrives_after_the_commit_turns_nothing_red() {
        isCommittedAndReady();

        String revision = git.commit(Map.of(
                "a-connector.yaml",
                connector("lines", "configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]"),
                "cluster.yaml",
                CLUSTER));
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ReferenceMissing"::equals);
        FluxReport waiting = git.report();
        wanted.secret("database", Map.of("pass", "secret"));

        assertThat(waiting.ready()).isNotEqualTo("False");
        becomesReady(revision);
    }

    @Test
    void what_leaves_git_leaves_the_cluster_and_nothing_else_does() throws ConnectFault {
        isCommittedAndReady();

        becomesReady(git.commit(Map.of("cluster.yaml", CLUSTER)));

        eventually().until(() -> wanted.connector("lines") == null);
        assertThat(operator.workersOf("example").exists("lines")).isFalse();
        assertThat(wanted.cluster("example")).isNotNull();
    }

    @Test
    void connectors_and_their_cluster_may_leave_with_one_commit() throws ConnectFault {
        isCommittedAndReady();

        becomesReady(git.commit(Map.of("nothing.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: nothing}
                """)));

        eventually().until(() -> wanted.connector("lines") == null && wanted.cluster("example") == null);
        assertThat(operator.workersOf("example").exists("lines")).isFalse();
    }

    @Test
    void applying_the_same_again_changes_nothing_not_even_the_definitions() throws IOException {
        git.appliedByFlux(false);
        String revision = git.commit(Map.of(
                "a-connector.yaml", connector("lines", "config: {file: /tmp/lines}"),
                "cluster.yaml", CLUSTER,
                "clusters.yaml", Files.readString(Project.file("crds/connectclusters.yaml")),
                "connectors.yaml", Files.readString(Project.file("crds/connectors.yaml"))));
        workers.allBecomeReady();
        becomesReady(revision);
        operator.settle(workers);
        List<String> before = versions();

        git.reconcile("again");
        eventually().until(git::report, report -> report.handled().equals("again"));
        git.reconcile("once-more");
        eventually().until(git::report, report -> report.handled().equals("once-more"));

        assertThat(versions()).isEqualTo(before);
    }

    private List<String> versions() {
        return Stream.concat(
                        Stream.<HasMetadata>of(wanted.cluster("example"), wanted.connector("lines")),
                        API.admin().resources(CustomResourceDefinition.class).list().getItems().stream()
                                .filter(definition ->
                                        definition.getSpec().getGroup().equals("kafkaconnect.dev")))
                .map(object -> object.getMetadata().getName() + " "
                        + object.getMetadata().getResourceVersion())
                .toList();
    }
}
