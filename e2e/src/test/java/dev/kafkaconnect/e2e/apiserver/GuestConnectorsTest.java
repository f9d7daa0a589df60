package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connectors in another namespace than their cluster: what consent gives, what it leaves behind, and what without it is nothing. */
@Tag("apiserver")
class GuestConnectorsTest {
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";
    private static final String STANDALONE = CLUSTER + "mode: Standalone\n";
    private static final String ADMITS_LABEL =
            "connectors: {allowedNamespaces: {from: Selector, selector: {matchLabels: {connects: here}}}}\n";
    private static final String ADMITS_ALL = "connectors: {allowedNamespaces: {from: All}}\n";
    private static final String ADMITS_NONE = "connectors: {allowedNamespaces: {from: Same, selector: null}}\n";
    private static final Duration DEADLINE = Duration.ofSeconds(301);
    private static final Duration RECHECK = Duration.ofSeconds(15);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions own = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private String neighbour;
    private UserActions guest;

    @BeforeEach
    void aNeighbour() {
        neighbour = API.neighbour("guest");
        guest = new UserActions(API::admin, () -> neighbour);
    }

    private void cluster(String spec) {
        ClusterScenario.ready(own, workers, spec);
    }

    private String connector() {
        return "clusterRef: {name: example, namespace: %s}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n"
                .formatted(API.namespace());
    }

    private FakeConnect connect() {
        return operator.workersOf("example");
    }

    private void guestRuns(String spec) {
        guest.connector("lines", spec);
        eventually().until(() -> guest.reasonOfConnector("lines"), "Running"::equals);
        assertThat(guest.connector("lines").getStatus().getAdmittedBy())
                .isEqualTo(own.cluster("example").getMetadata().getUid());
    }

    private void guestIsGone() {
        eventually().until(() -> guest.connector("lines") == null);
    }

    @Test
    void labels_give_and_withdraw_consent_at_once_and_its_deletion_ends_what_it_ran() throws Exception {
        cluster(CLUSTER + ADMITS_LABEL);
        guest.connector("lines", connector());
        eventually().until(() -> guest.reasonOfConnector("lines"), "NamespaceNotAllowed"::equals);

        label("here");
        within(RECHECK).until(() -> guest.reasonOfConnector("lines"), "Running"::equals);

        label("elsewhere");
        within(RECHECK).until(() -> guest.reasonOfConnector("lines"), "NamespaceNotAllowed"::equals);
        assertThat(guest.connector("lines").getStatus().getWorkerId()).isNull();
        assertThat(connect().exists("lines")).isTrue();

        guest.deleteConnector("lines");
        guestIsGone();
        assertThat(connect().exists("lines")).isFalse();
    }

    private void label(String value) {
        API.admin()
                .namespaces()
                .withName(neighbour)
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .addToLabels("connects", value)
                        .endMetadata()
                        .build());
    }

    @Test
    void its_deletion_waits_for_workers_that_are_away_and_survives_another_operator() throws Exception {
        cluster(CLUSTER + ADMITS_ALL);
        guestRuns(connector());
        connect().fallSilent();
        eventually().until(() -> guest.reasonOfConnector("lines"), "RestUnreachable"::equals);
        guest.deleteConnector("lines");
        eventually().until(() -> guest.reasonOfConnector("lines"), "Deleting"::equals);
        own.changeCluster("example", ADMITS_NONE);
        operator.restart();
        eventually().until(() -> operator.isHealthy());

        connect().speakAgain();

        guestIsGone();
        assertThat(connect().exists("lines")).isFalse();
    }

    @Test
    void its_deletion_is_given_up_with_an_event_where_its_owner_looks() throws Exception {
        cluster(STANDALONE + ADMITS_ALL);
        guestRuns(connector());
        connect().fallSilent();
        eventually().until(() -> guest.reasonOfConnector("lines"), "RestUnreachable"::equals);

        guest.deleteConnector("lines");
        eventually().until(() -> guest.reasonOfConnector("lines"), "Deleting"::equals);
        operator.clock.advance(DEADLINE);

        guestIsGone();
        eventually()
                .untilAsserted(() -> assertThat(API.admin()
                                .v1()
                                .events()
                                .inNamespace(neighbour)
                                .list()
                                .getItems())
                        .anySatisfy(event -> {
                            assertThat(event.getType()).isEqualTo("Warning");
                            assertThat(event.getReason()).isEqualTo("DeletionGivenUp");
                            assertThat(event.getInvolvedObject().getName()).isEqualTo("lines");
                            assertThat(event.getInvolvedObject().getNamespace()).isEqualTo(neighbour);
                        }));
    }

    @Test
    void its_deletion_waits_while_the_cluster_is_paused() throws Exception {
        cluster(CLUSTER + ADMITS_ALL);
        guestRuns(connector());
        own.changeCluster("example", "paused: true");
        eventually().until(() -> own.ofCluster("example", "ReconciliationPaused") != null);

        guest.deleteConnector("lines");
        eventually().until(() -> guest.reasonOfConnector("lines"), "ReconciliationPaused"::equals);
        assertThat(connect().exists("lines")).isTrue();
        own.changeCluster("example", "paused: false");

        guestIsGone();
        assertThat(connect().exists("lines")).isFalse();
    }

    @Test
    void its_deletion_takes_it_and_its_values_off_a_standalone_worker() throws Exception {
        cluster(STANDALONE + ADMITS_ALL);
        guest.secret("database", Map.of("pass", "canary-4711"));
        guestRuns(connector() + "configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]\n");

        guest.deleteConnector("lines");

        guestIsGone();
        assertThat(connect().exists("lines")).isFalse();
        assertThat(API.admin()
                        .secrets()
                        .inNamespace(API.namespace())
                        .withName("example-connector-values")
                        .get()
                        .getData()
                        .keySet())
                .containsExactlyInAnyOrder("revision-key", "arrival-0");
    }

    @Test
    void one_that_is_not_admitted_sees_nothing_and_deletes_nothing_not_even_with_a_spec_that_makes_no_sense()
            throws Exception {
        cluster(CLUSTER);
        connect().createByHand("victim", Map.of("name", "victim"));
        eventually().until(() -> own.cluster("example").getStatus().getUnmanagedConnectors() != null);
        guest.connector("lines", connector().replace("file: /tmp/lines", "a: [1]") + "connectorName: victim\n");
        eventually().until(() -> guest.reasonOfConnector("lines"), "ConfigInvalid"::equals);

        var status = guest.connector("lines").getStatus();
        assertThat(status.getType()).isNull();
        assertThat(status.getState()).isEqualTo("Unknown");
        guest.deleteConnector("lines");
        guestIsGone();

        assertThat(connect().writes()).isEmpty();
        assertThat(own.cluster("example").getStatus().getUnmanagedConnectors()).containsExactly("victim");
    }

    @Test
    void one_that_is_not_admitted_bars_nobody_and_keeps_nothing_alive() throws Exception {
        cluster(CLUSTER);
        guest.connector("lines", connector());
        eventually().until(() -> guest.reasonOfConnector("lines"), "NamespaceNotAllowed"::equals);
        within(Duration.ofSeconds(5))
                .until(() -> !guest.connector("lines")
                        .getMetadata()
                        .getCreationTimestamp()
                        .equals(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));

        own.connector("lines", connector());
        eventually().until(() -> own.reasonOfConnector("lines"), "Running"::equals);
        own.deleteConnector("lines");
        eventually().until(() -> own.connector("lines") == null);

        assertThat(connect().exists("lines")).isFalse();
    }

    @Test
    void one_that_was_there_before_it_was_admitted_takes_nothing_over() {
        cluster(CLUSTER);
        guest.connector("lines", connector().replace("/tmp/lines", "/tmp/taken"));
        eventually().until(() -> guest.reasonOfConnector("lines"), "NamespaceNotAllowed"::equals);
        own.connector("lines", connector());
        eventually().until(() -> own.reasonOfConnector("lines"), "Running"::equals);

        own.changeCluster("example", ADMITS_ALL);

        within(RECHECK).until(() -> guest.reasonOfConnector("lines"), "DuplicateConnector"::equals);
        assertThat(own.reasonOfConnector("lines")).isEqualTo("Running");
        assertThat(connect().configOf("lines")).containsEntry("file", "/tmp/lines");
    }
}
