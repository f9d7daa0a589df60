package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others may yet create is waited for, and reported as stalled when it is still missing after five minutes. */
@Tag("apiserver")
class GraceTimeTest {
    private static final Duration OVER = Duration.ofMinutes(5);
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";
    private static final String AUTHENTICATED = """
            kafka:
              bootstrapServers: kafka:9092
              authentication: {type: ScramSha512, username: me, passwordSecretKeyRef: {name: kafka-user, key: password}}
            replicas: 1
            """;
    private static final String REFERRING = """
            clusterRef: {name: example}
            class: FileStreamSource
            config: {file: /tmp/lines}
            configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]
            """;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_connector_whose_secret_stays_away_is_stalled_until_the_secret_is_there() {
        ClusterScenario.ready(wanted, workers, CLUSTER);
        wanted.connector("lines", REFERRING);
        eventually()
                .until(() -> wanted.ofConnector("lines", "Reconciling") != null
                        && "ReferenceMissing".equals(wanted.reasonOfConnector("lines")));

        waitingFor(OVER, wanted.connector("lines"));

        eventually().until(() -> wanted.ofConnector("lines", "Stalled") != null);
        assertThat(wanted.ofConnector("lines", "Reconciling")).isNull();
        assertThat(wanted.reasonOfConnector("lines")).isEqualTo("ReferenceMissing");

        wanted.secret("database", Map.of("pass", "secret"));

        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
    }

    @Test
    void a_changed_spec_begins_the_grace_time_again() {
        ClusterScenario.ready(wanted, workers, CLUSTER);
        wanted.connector("lines", REFERRING);
        eventually().until(() -> "ReferenceMissing".equals(wanted.reasonOfConnector("lines")));
        waitingFor(OVER, wanted.connector("lines"));
        eventually().until(() -> wanted.ofConnector("lines", "Stalled") != null);

        wanted.changeConnector("lines", "configFrom: [{key: password, secretKeyRef: {name: other, key: pass}}]");

        eventually().until(() -> wanted.ofConnector("lines", "Stalled") == null);
        assertThat(wanted.ofConnector("lines", "Reconciling").getMessage()).contains("Secret other");
    }

    @Test
    void a_cluster_whose_credentials_stay_away_is_stalled_until_they_are_there() {
        wanted.cluster("example", AUTHENTICATED);
        eventually()
                .until(() -> wanted.ofCluster("example", "Reconciling") != null
                        && "SecretMissing".equals(wanted.reasonOfCluster("example")));

        waitingFor(OVER, wanted.cluster("example"));

        eventually().until(() -> wanted.ofCluster("example", "Stalled") != null);
        assertThat(wanted.reasonOfCluster("example")).isEqualTo("SecretMissing");

        wanted.secret("kafka-user", Map.of("password", "secret"));
        workers.allBecomeReady();

        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    /** As if the resource had been reconciling for so long already. */
    private void waitingFor(Duration time, Connector connector) {
        API.admin()
                .resources(Connector.class)
                .inNamespace(API.namespace())
                .withName(connector.getMetadata().getName())
                .editStatus(found -> {
                    began(time, found.getStatus().getConditions());
                    return found;
                });
        wanted.annotateConnector(connector.getMetadata().getName(), "example.com/looked-at", "again");
    }

    private static void waitingFor(Duration time, ConnectCluster cluster) {
        API.admin()
                .resources(ConnectCluster.class)
                .inNamespace(API.namespace())
                .withName(cluster.getMetadata().getName())
                .editStatus(found -> {
                    began(time, found.getStatus().getConditions());
                    return found;
                });
    }

    private static void began(Duration ago, List<Condition> conditions) {
        conditions.stream()
                .filter(condition -> condition.getType().equals("Reconciling"))
                .forEach(condition -> condition.setLastTransitionTime(
                        Instant.now().minus(ago).truncatedTo(ChronoUnit.SECONDS).toString()));
    }
}
