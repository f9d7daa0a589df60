package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many Connectors in one apply, once or several times, beside a plain client of the same workers. None that is ready is shown otherwise
 * later.
 */
public final class AppliedTogether {
    private static final Duration ALL = Duration.ofMinutes(8);
    private static final double GOAL = 1.15;

    private final OperatedCluster cluster;
    private final List<Double> seconds = new ArrayList<>();
    private long flaps;
    private long readyWithoutTask;

    public AppliedTogether(OperatedCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Returns when all are ready.
     *
     * @param apply one of them
     */
    public void measure(List<String> names, Consumer<String> apply) throws Exception {
        try (StatusLog log = StatusLog.of(cluster.api)) {
            seconds.add(Seconds.of(() -> {
                names.forEach(apply);
                within(ALL).until(() -> names.stream().allMatch(log::isReady));
            }));
            flaps += log.flaps();
            readyWithoutTask += log.readyWithoutTask();
        }
    }

    /** @param byClient how long the client took for the same number of connectors */
    public void report(int connectors, Seconds byClient) {
        Seconds byApply = new Seconds(seconds);
        String what = "%d in one apply".formatted(connectors);
        Figures.add(
                Figure.times(what + ", beside a plain client", byApply.median() / byClient.median())
                        .atMost(GOAL)
                        .beside("%s; plain client %s", byApply, byClient),
                Figure.count(what + ": ready ones that are shown not ready later", flaps, "flaps")
                        .atMost(0),
                Figure.count(what + ": ready without a task", readyWithoutTask, "times")
                        .atMost(0));
    }
}
