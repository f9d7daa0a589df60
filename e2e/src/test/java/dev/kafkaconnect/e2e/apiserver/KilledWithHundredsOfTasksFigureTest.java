package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.ConnectorsSeen;
import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.Cost;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.ManyConnectors;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One of three workers ends with 500 tasks on it. Workers are played: those that stay go on calling its tasks running for a while, then
 * run them. Each Connector has one status for either change.
 */
@Tag("apiserver")
@Tag("figure")
@Tag("long")
@Order(4)
class KilledWithHundredsOfTasksFigureTest {
    private static final int CONNECTORS = 100;
    private static final int TASKS = 15;
    private static final List<Integer> ALL = List.of(0, 1, 2);
    private static final List<Integer> LEFT = List.of(0, 1);
    private static final int KILLED = 2;
    private static final int CHANGES = 2;
    private static final Duration UNTIL_REBALANCED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLUSTER = "killed";
    private static final String COMPLETE = "%d/%d".formatted(TASKS, TASKS);

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("one-of-three");

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
    void its_tasks_are_not_called_running_and_each_change_is_one_write() {
        bench.workersOf(CLUSTER).spread(TASKS, ALL);
        try (ConnectorsSeen seen = new ConnectorsSeen(API)) {
            user.cluster(
                    CLUSTER,
                    "kafka:\n  bootstrapServers: %s\nreplicas: %d\n".formatted(OperatorBench.KAFKA, ALL.size()));
            workers.allBecomeReady();
            connectors.make(CLUSTER, 0, CONNECTORS);
            within(PATIENCE).until(() -> seen.count(API.namespace(), "Running") == CONNECTORS);
        }
        bench.settle(workers);
        try (StatusLog log = StatusLog.of(API)) {
            within(PATIENCE)
                    .until(() -> names().stream().noneMatch(name -> log.of(name).isEmpty()));
            long killed = System.nanoTime();
            workers.setReady(KILLED, false);
            within(PATIENCE)
                    .until(() -> names().stream()
                            .allMatch(name -> log.of(name).stream().anyMatch(shown -> !isComplete(shown))));
            Cost.pass(UNTIL_REBALANCED);
            bench.workersOf(CLUSTER).spread(TASKS, LEFT);
            within(PATIENCE)
                    .until(() -> names().stream()
                            .allMatch(name -> isComplete(log.of(name).getLast())));
            figures(log, killed);
        }
    }

    private static void figures(StatusLog log, long killed) {
        Seconds shown = new Seconds(names().stream()
                .map(name -> since(log, name, killed).stream()
                        .filter(one -> !isComplete(one))
                        .mapToDouble(one -> Seconds.between(killed, one.nanos()))
                        .min()
                        .orElseThrow())
                .toList());
        int writes = names().stream()
                .mapToInt(name -> since(log, name, killed).size())
                .sum();
        String what = "one of three workers ends, %d tasks on it (workers played): "
                .formatted(CONNECTORS * TASKS / ALL.size());
        Figures.add(
                Figure.seconds(what + "last status that is true", shown.longest())
                        .atMost(3)
                        .beside("%s", shown),
                Figure.count(
                                what + "status writes beyond one for each connector and change",
                                writes - CONNECTORS * CHANGES,
                                "writes")
                        .atMost(0)
                        .beside("of %d", writes));
    }

    /** Without what was shown when the log began. */
    private static List<StatusLog.Shown> since(StatusLog log, String name, long nanos) {
        return log.of(name).stream().filter(one -> one.nanos() > nanos).toList();
    }

    private static boolean isComplete(StatusLog.Shown shown) {
        return COMPLETE.equals(shown.connector().getStatus().getTasksReady());
    }

    private static List<String> names() {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> "%s-%d".formatted(CLUSTER, number))
                .toList();
    }
}
