package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Many Connectors in one apply, beside a plain client of the same workers. None that is ready is shown otherwise later. */
public record AppliedTogether(OperatedCluster cluster) {
    private static final Duration ALL = Duration.ofMinutes(8);
    private static final double GOAL = 1.15;

    /**
     * @param apply one of them
     * @param byClient seconds that the client took for the same
     */
    public void measure(List<String> names, Consumer<String> apply, double byClient) throws Exception {
        try (StatusLog log = StatusLog.of(cluster.api)) {
            double byApply = Seconds.of(() -> {
                names.forEach(apply);
                within(ALL).until(() -> names.stream().allMatch(log::isReady));
            });
            String what = "%d in one apply".formatted(names.size());
            Figures.add(
                    Figure.times(what + ", beside a plain client", byApply / byClient)
                            .atMost(GOAL)
                            .beside("%.1f s; plain client %.1f s", byApply, byClient),
                    Figure.count(what + ": ready ones that are shown not ready later", log.flaps(), "flaps")
                            .atMost(0),
                    Figure.count(what + ": ready without a task", log.readyWithoutTask(), "times")
                            .atMost(0));
        }
    }
}
