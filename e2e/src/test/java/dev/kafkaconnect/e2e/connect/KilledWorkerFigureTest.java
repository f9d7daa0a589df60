package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One of the workers is killed with half of all tasks on it: how long the status goes on calling them running, and how many writes that
 * takes. The kubelet is played: it sees at once that the process has ended.
 */
@Tag("connect")
@Tag("figure")
@Tag("last")
@Tag("long")
@Order(6)
class KilledWorkerFigureTest {
    private static final int CONNECTORS = 40;
    private static final int TASKS = 5;
    private static final int KILLED = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String TOPIC = "numbers-beside-a-killed-worker";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @AfterEach
    void all_workers_are_back() {
        CLUSTER.workers().start();
        CLUSTER.pods.setReady(KILLED, true);
    }

    @Test
    void its_tasks_are_no_longer_called_running_and_no_status_is_written_in_vain() throws Exception {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
        names().forEach(name -> CLUSTER.wanted.connector(
                name,
                SequenceSpecs.source(
                        "tasksMax: " + TASKS,
                        "topic: %s, rate: 1, rest.ms: 1000, sequences: %d".formatted(TOPIC, TASKS))));
        within(PATIENCE).until(() -> names().stream().allMatch(CLUSTER::isReady));
        List<String> concerned = onTheKilled();
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            long killed = System.nanoTime();
            CLUSTER.workers().kill(KILLED);
            CLUSTER.pods.setReady(KILLED, false);
            within(PATIENCE).until(() -> concerned.stream().allMatch(name -> saysSo(log, name)));
            List<Double> seconds = new ArrayList<>();
            concerned.forEach(name -> seconds.add(Seconds.between(
                    killed,
                    log.of(name).stream()
                            .filter(KilledWorkerFigureTest::saysSo)
                            .mapToLong(StatusLog.Shown::nanos)
                            .min()
                            .orElseThrow())));
            all_workers_are_back();
            within(PATIENCE).until(() -> names().stream().allMatch(CLUSTER::isReady));

            String what = "one of %d workers killed, %d connectors with %d tasks each: "
                    .formatted(OperatedCluster.WORKERS, CONNECTORS, TASKS);
            Seconds all = new Seconds(seconds);
            Figures.add(
                    Figure.seconds(what + "last status that is true", all.longest())
                            .atMost(3)
                            .beside("%s", all),
                    Figure.count(
                                    what + "status writes that change no state and no number of tasks",
                                    inVain(log),
                                    "writes")
                            .atMost(0)
                            .beside(
                                    "of %d, until all run again",
                                    names().stream()
                                            .mapToInt(name -> log.of(name).size())
                                            .sum()));
        }
    }

    private static List<String> onTheKilled() throws Exception {
        String worker = CLUSTER.workers().hosts().get(KILLED) + ":";
        return CLUSTER.connect().connectors().entrySet().stream()
                .filter(one -> one.getValue().status().tasks().stream()
                        .anyMatch(task -> task.workerId().startsWith(worker)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean saysSo(StatusLog log, String name) {
        return log.of(name).stream().anyMatch(KilledWorkerFigureTest::saysSo);
    }

    private static boolean saysSo(StatusLog.Shown shown) {
        return !"%d/%d"
                .formatted(TASKS, TASKS)
                .equals(shown.connector().getStatus().getTasksReady());
    }

    private static long inVain(StatusLog log) {
        return names().stream()
                .mapToLong(name -> {
                    List<String> states = log.of(name).stream()
                            .map(shown -> "%s %s %s"
                                    .formatted(
                                            shown.connector().getStatus().getState(),
                                            shown.connector().getStatus().getTasksReady(),
                                            shown.condition("Ready")
                                                    .map(ready -> ready.getReason() + ready.getMessage())))
                            .toList();
                    return IntStream.range(1, states.size())
                            .filter(index -> states.get(index).equals(states.get(index - 1)))
                            .count();
                })
                .sum();
    }

    private static List<String> names() {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> "killed-" + number)
                .toList();
    }
}
