package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.MeasuredCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Measures how long a new Connector takes until its status says Running, beside the same connector posted straight to a worker
 * in the same run. A figure, not an assertion: the machine is noisy.
 */
@Tag("cluster")
@Tag("figure")
class CreationFigureTest {
    private static final int ROUNDS = 5;
    private static final double GOAL = 1.3;

    @RegisterExtension
    static final MeasuredCluster CLUSTER = new MeasuredCluster();

    private final Resources resources = CLUSTER.resources();

    @Test
    void a_connector_is_running_in_its_status_soon_after_it_would_be_by_rest() throws Exception {
        ConnectApi workers =
                DeployedWorkers.of(CLUSTER.local().admin(), CLUSTER.local().namespace(), MeasuredCluster.NAME);
        runByRest(workers, "warm-up-rest");
        runByApply("warm-up-apply");

        List<Double> byRest = new ArrayList<>();
        List<Double> byApply = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String name = "rest-" + round;
            byRest.add(seconds(() -> runByRest(workers, name)));
            String applied = "apply-" + round;
            byApply.add(seconds(() -> runByApply(applied)));
        }

        Figures.add(Figure.times("a new connector runs, by apply beside by REST", median(byApply) / median(byRest))
                .atMost(GOAL)
                .beside("%.2f s by REST, %.2f s by apply, medians of %d", median(byRest), median(byApply), ROUNDS));
        assertThat(resources
                        .cluster(MeasuredCluster.NAME)
                        .getStatus()
                        .getConnectors()
                        .getFailed())
                .isZero();
    }

    private static Void runByRest(ConnectApi workers, String name) throws ConnectFault {
        workers.create(
                name,
                ConnectorConfig.of(Map.of(
                        "name", name,
                        "connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector",
                        "file", "/tmp/never",
                        "topic", "never")),
                InitialState.RUNNING);
        waitFor(() -> {
            ConnectorListing listing = workers.connectors().get(name);
            return listing != null
                    && listing.status() != null
                    && listing.status().tasks() != null
                    && listing.status().tasks().stream().anyMatch(task -> "RUNNING".equals(task.state()));
        });
        return null;
    }

    private Void runByApply(String name) {
        resources.apply(Yaml.idleSource(name, MeasuredCluster.NAME));
        waitFor(() -> {
            var status = resources.connector(name).getStatus();
            return status != null
                    && "1/1".equals(status.getTasksReady())
                    && status.getConditions().getFirst().getStatus().equals("True");
        });
        return null;
    }

    private static void waitFor(Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(condition);
    }

    private static double seconds(Callable<Void> action) throws Exception {
        long start = System.nanoTime();
        action.call();
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
