package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus reads of resources is what their status says, for as long as they are there. */
@Tag("apiserver")
class OperatorMetricsTest {
    private static final String SPEC = "kafka: {bootstrapServers: 'kafka:9092'}\nreplicas: 2\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private final OperatorBench operator = new OperatorBench(API);
    private final UserActions wanted = new UserActions(API);

    @Test
    void metrics_say_what_the_status_says_until_the_resources_are_deleted() {
        try (RunningOperator running = RunningOperator.start(API, operator.surroundings())) {
            ClusterScenario.started(wanted, new WorkerPlayer(API, "example"), SPEC);
            wanted.connector("lines", "clusterRef: {name: example}\nclass: FileStreamSource\ntasksMax: 1\n");
            eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);

            eventually().until(running::metrics, text -> text.contains(ofConnector("ready", "") + " 1\n"));
            String text = running.metrics();
            ConnectorStatus connector = wanted.connector("lines").getStatus();
            ConnectClusterStatus cluster = wanted.cluster("example").getStatus();
            assertThat(text)
                    .contains(
                            ofConnector("state", ",state=\"" + connector.getState() + "\"") + " 1\n",
                            ofConnector("tasks", ",state=\"running\"") + " "
                                    + connector.getTasks().getRunning() + "\n",
                            ofConnector("last_seen_timestamp_seconds", ""),
                            ofCluster("connectcluster_workers_ready") + " " + cluster.getReadyReplicas() + "\n",
                            ofCluster("connectcluster_workers_wanted") + " 2\n",
                            "reconciliations_success_total{controller_name=\"connector\"} ",
                            "kafkaconnect_poll_duration_seconds_count{cluster=\"example\",namespace=\""
                                    + API.namespace() + "\"} ",
                            "kafkaconnect_operator_leader 1.0\n");

            wanted.deleteConnector("lines");
            eventually().until(running::metrics, now -> !now.contains("name=\"lines\""));
            wanted.deleteCluster("example");
            eventually()
                    .until(
                            running::metrics,
                            now -> !now.contains("cluster=\"example\",namespace=\"" + API.namespace() + "\"")
                                    && !now.contains(
                                            ofCluster("connectcluster_info").replace("}", "")));
        }
    }

    @Test
    void a_replica_on_standby_has_no_metrics_of_resources() {
        API.admin().leases().inNamespace(RunningOperator.OWN_NAMESPACE).delete();
        wanted.cluster("example", SPEC);
        try (RunningOperator first = RunningOperator.startReplica(API, operator.surroundings(), "operator-a")) {
            eventually().until(first::metrics, text -> text.contains("kafkaconnect_operator_leader 1.0\n"));
            eventually().until(first::metrics, text -> text.contains("kafkaconnect_connectcluster_info{"));
            try (RunningOperator second = RunningOperator.startReplica(API, operator.surroundings(), "operator-b")) {
                assertThat(second.metrics())
                        .contains("kafkaconnect_operator_leader 0.0\n")
                        .doesNotContain("kafkaconnect_connectcluster_info");
            }
        }
    }

    private static String ofConnector(String metric, String further) {
        return "kafkaconnect_connector_%s{namespace=\"%s\",name=\"lines\",cluster=\"example\"%s}"
                .formatted(metric, API.namespace(), further);
    }

    private static String ofCluster(String metric) {
        return "kafkaconnect_%s{namespace=\"%s\",cluster=\"example\"}".formatted(metric, API.namespace());
    }
}
