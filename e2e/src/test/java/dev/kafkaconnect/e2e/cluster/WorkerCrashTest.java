package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.MeasuredCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.RunningTasks;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that is killed without warning: what the status says of its tasks, and when they run elsewhere. */
@Tag("cluster")
@Tag("figure")
class WorkerCrashTest {
    private static final int CONNECTORS = 9;
    private static final double LIMIT_OF_THE_LIE = 3;
    private static final double SESSION_TIMEOUT = 10;
    private static final double LIMIT_AFTER_IT = 5;

    @RegisterExtension
    static final MeasuredCluster CLUSTER = new MeasuredCluster();

    private final Resources resources = CLUSTER.resources();

    @Test
    void the_status_stops_calling_its_tasks_running_and_they_run_elsewhere() {
        for (int number = 0; number < CONNECTORS; number++) {
            resources.apply(Yaml.idleSource("source-" + number, MeasuredCluster.NAME));
        }
        resources.awaitCluster(
                MeasuredCluster.NAME,
                cluster ->
                        assertThat(cluster.getStatus().getTasks().getRunning()).isEqualTo(CONNECTORS));

        try (RunningTasks tasks = new RunningTasks(resources, MeasuredCluster.NAME)) {
            long killed = System.nanoTime();
            kill();
            RunningTasks.Shown fewer = awaitShown(tasks, killed, running -> running < CONNECTORS);
            RunningTasks.Shown all = awaitShown(tasks, fewer.nanos(), running -> running == CONNECTORS);

            Figures.add(
                    Figure.seconds("tasks of a killed worker are called running", seconds(killed, fewer))
                            .atMost(LIMIT_OF_THE_LIE),
                    Figure.seconds("tasks of a killed worker run elsewhere", seconds(killed, all))
                            .atMost(SESSION_TIMEOUT + LIMIT_AFTER_IT));
        }
        resources.awaitClusterReady(MeasuredCluster.NAME);
    }

    private static void kill() {
        CLUSTER.local()
                .admin()
                .pods()
                .inNamespace(CLUSTER.local().namespace())
                .withName(MeasuredCluster.NAME + "-worker-1")
                .withGracePeriod(0)
                .delete();
    }

    private static RunningTasks.Shown awaitShown(RunningTasks tasks, long nanos, IntPredicate running) {
        return await().atMost(Resources.PATIENCE)
                .until(() -> tasks.firstAfter(nanos, running), Optional::isPresent)
                .orElseThrow();
    }

    private static double seconds(long from, RunningTasks.Shown to) {
        return (to.nanos() - from) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
