package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.ConnectorsSeen;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.ManyConnectors;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator that starts beside thousands of Connectors that are as they should be has nothing to change. */
@Tag("apiserver")
@Tag("figure")
@Tag("long")
@Order(3)
class RestartOfThousandsFigureTest {
    private static final int ALL = 5_000;
    private static final double LIMIT_SECONDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CLUSTER = "many";

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("restarted");

    @RegisterExtension
    final OperatorBench bench = new OperatorBench(API, PollIntervals.DEFAULT);

    private final UserActions user = new UserActions(API);
    private final ManyConnectors connectors = new ManyConnectors(user);
    private final WorkerPlayer workers = new WorkerPlayer(API, CLUSTER);

    @AfterEach
    void stop() {
        connectors.close();
    }

    @Test
    void after_a_restart_all_are_observed_and_nothing_is_written() {
        try (ConnectorsSeen seen = new ConnectorsSeen(API)) {
            user.cluster(CLUSTER, "kafka:\n  bootstrapServers: %s\nreplicas: 1\n".formatted(OperatorBench.KAFKA));
            workers.allBecomeReady();
            connectors.make(CLUSTER, 0, ALL);
            within(PATIENCE).until(() -> seen.count(API.namespace(), "Running") == ALL);
        }
        bench.settle(workers);
        bench.stop();
        int sentToWorkers = bench.workersOf(CLUSTER).writes().size();

        long start = System.nanoTime();
        bench.start();
        within(PATIENCE).until(() -> bench.observed() == ALL);
        double seconds = (System.nanoTime() - start) / 1e9;
        bench.settle(workers);

        Figures.add(Figure.seconds("restart with %d connectors, until all are observed".formatted(ALL), seconds)
                .atMost(LIMIT_SECONDS));
        assertThat(bench.writes().after(0)).as("to the API server").isEmpty();
        assertThat(bench.workersOf(CLUSTER).writes().size() - sentToWorkers)
                .as("to the workers")
                .isZero();
    }
}
