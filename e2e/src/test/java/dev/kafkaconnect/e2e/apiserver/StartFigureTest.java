package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.operator.ShippedOperator;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long nobody looks after the resources when the operator restarts: until the status of one that nobody has seen is written. */
@Tag("apiserver")
@Tag("figure")
@Tag("long")
@Order(5)
class StartFigureTest {
    private static final int RUNS = 5;
    private static final double GOAL_SECONDS = 2;
    private static final int ARCHIVES_SINCE = 25;

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("started");

    private final UserActions user = new UserActions(API);
    private final ShippedOperator operator = new ShippedOperator(API);

    /**
     * @param firstStatus seconds
     * @param cpu seconds
     * @param memory MiB
     */
    private record Start(double firstStatus, double cpu, double memory) {}

    @Test
    void the_class_archive_makes_the_first_pass_come_sooner() {
        assumeTrue(
                Runtime.version().feature() >= ARCHIVES_SINCE,
                "the image has a newer Java, which makes other archives");
        operator.train();
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            without.add(started("without-" + run, false));
            with.add(started("with-" + run, true));
        }
        Start median = median(with);
        Start plain = median(without);
        Figures.add(Figure.seconds("operator started, until its first status", median.firstStatus())
                .atMost(GOAL_SECONDS)
                .beside(
                        "%.2f s without class archive; %.1f and %.1f s of a processor; medians of %d",
                        plain.firstStatus(), median.cpu(), plain.cpu(), RUNS));
        assertThat(median.cpu()).as("the archive is used").isLessThan(plain.cpu());
    }

    private Start started(String cluster, boolean archived) {
        user.cluster(cluster, "kafka:\n  bootstrapServers: kafka:9092\ntopics: {management: Ignore}\nreplicas: 1\n");
        long start = System.nanoTime();
        try (JavaProcess process = operator.start(archived)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(10, TimeUnit.MILLISECONDS)
                    .until(() -> isReported(cluster));
            Start taken =
                    new Start((System.nanoTime() - start) / 1e9, process.cpu().toMillis() / 1e3, process.memory());
            user.deleteCluster(cluster);
            eventually().until(() -> user.cluster(cluster) == null);
            return taken;
        }
    }

    /** The API server gives a new one a status of its own, which is about no generation. */
    private boolean isReported(String cluster) {
        return Objects.equals(user.cluster(cluster).getStatus().getObservedGeneration(), 1L);
    }

    private static Start median(List<Start> runs) {
        return new Start(
                middle(runs.stream().map(Start::firstStatus).toList()),
                middle(runs.stream().map(Start::cpu).toList()),
                middle(runs.stream().map(Start::memory).toList()));
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(RUNS / 2);
    }
}
