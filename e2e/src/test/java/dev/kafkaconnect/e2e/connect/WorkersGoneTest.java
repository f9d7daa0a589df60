package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that die: nobody is told that something runs when it does not, and all comes back by itself. */
@Tag("connect")
@Tag("faults")
class WorkersGoneTest {
    /** Session time-out of a dead worker, rebalance, start of its tasks elsewhere. */
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "survivor");

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;

    @AfterEach
    void all_workers_are_back() {
        CLUSTER.workers().start();
        CLUSTER.pods.setAllReady(true);
        eventually().until(() -> wanted.reasonOfCluster(OperatedCluster.NAME), "WorkersReady"::equals);
    }

    private void aRunningConnector() {
        CLUSTER.idleConnector(name);
        eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals);
    }

    @Test
    void a_rest_api_that_is_gone_makes_everything_unknown_until_it_is_back() {
        aRunningConnector();

        CLUSTER.workers().killAll();

        eventually().until(() -> wanted.reasonOfConnector(name), "RestUnreachable"::equals);
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("Unknown");
        assertThat(wanted.ofConnector(name, "TasksReady").getStatus()).isEqualTo("Unknown");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Unknown");
        eventually().until(() -> wanted.reasonOfCluster(OperatedCluster.NAME), "RestUnreachable"::equals);

        CLUSTER.pods.setAllReady(false);
        eventually().until(() -> wanted.reasonOfConnector(name), "ClusterNotReady"::equals);
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("False");

        CLUSTER.workers().start();
        CLUSTER.pods.setAllReady(true);
        within(FAILOVER).until(() -> wanted.reasonOfConnector(name), "Running"::equals);
        assertThat(CLUSTER.requests()).noneMatch(request -> request.contains("/" + name));
    }

    @Test
    void tasks_of_a_dead_worker_are_unassigned_until_another_runs_them() {
        aRunningConnector();
        int ordinal = ordinalOfTask();

        CLUSTER.workers().kill(ordinal);
        CLUSTER.pods.setReady(ordinal, false);

        eventually().until(() -> wanted.reasonOfConnector(name), "Unassigned"::equals);
        ConnectorStatus status = wanted.connector(name).getStatus();
        assertThat(status.getTasks().getUnassigned()).isEqualTo(1);
        assertThat(status.getTasksReady()).isEqualTo("0/1");
        within(FAILOVER).until(() -> wanted.reasonOfConnector(name), "Running"::equals);
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("1/1");
    }

    private int ordinalOfTask() {
        try {
            String worker = CLUSTER.connect()
                    .connectors()
                    .get(name)
                    .status()
                    .tasks()
                    .getFirst()
                    .workerId();
            return CLUSTER.workers().hosts().indexOf(worker.replace(":8083", ""));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void a_change_that_is_asked_for_while_the_workers_are_gone_is_made_when_they_are_back() throws Exception {
        aRunningConnector();
        CLUSTER.workers().killAll();
        eventually().until(() -> wanted.reasonOfConnector(name), "RestUnreachable"::equals);

        wanted.changeConnector(name, "config: {batch.size: 5}");
        CLUSTER.workers().start();

        within(FAILOVER).until(() -> wanted.reasonOfConnector(name), "Running"::equals);
        within(FAILOVER)
                .until(() -> "5"
                        .equals(CLUSTER.connect()
                                .connectors()
                                .get(name)
                                .info()
                                .config()
                                .get("batch.size")));
    }

    @Test
    void a_connector_that_is_deleted_while_the_workers_are_gone_is_deleted_when_they_are_back() throws Exception {
        aRunningConnector();
        CLUSTER.workers().killAll();
        eventually().until(() -> wanted.reasonOfConnector(name), "RestUnreachable"::equals);

        wanted.deleteConnector(name);
        eventually().until(() -> wanted.reasonOfConnector(name), "Deleting"::equals);
        CLUSTER.workers().start();

        within(FAILOVER).until(() -> wanted.connector(name) == null);
        eventually().until(() -> !CLUSTER.has(name));
    }
}
