package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Fault;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A hundred connectors at once, with some of Connect's own "a rebalance is expected" in the way whether it feels like it or
 * not. No failure is ever shown. The time is printed beside that of a plain client of the same workers, which posts the same
 * connectors in parallel and repeats what the workers put off.
 */
@Tag("connect")
@Tag("figure")
class ManyAtOnceFigureTest {
    private static final int CONNECTORS = 100;
    private static final int PARALLEL = 16;
    private static final int PUT_OFF_EVERY = 5;
    private static final double LIMIT = 2.0;
    private static final Duration ALL = Duration.ofSeconds(180);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @Test
    void all_run_and_no_failure_is_shown_on_the_way() throws Exception {
        double byClient = seconds(this::byClient);
        deleteByClient();

        AtomicInteger posts = new AtomicInteger();
        AtomicInteger putOff = new AtomicInteger();
        CLUSTER.proxy().change(request -> {
            boolean now = request.method().equals("POST") && posts.incrementAndGet() % PUT_OFF_EVERY == 0;
            putOff.addAndGet(now ? 1 : 0);
            return now
                    ? Fault.Answer.error(500, "Request cannot be completed because a rebalance is expected")
                    : new Fault.None();
        });
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            double byApply = seconds(this::byApply);

            assertThat(log.failures()).isEmpty();
            assertThat(putOff.get()).isPositive();
            Figures.add(Figure.times(
                            "%d connectors run, by apply beside a parallel client".formatted(CONNECTORS),
                            byApply / byClient)
                    .atMost(LIMIT)
                    .beside(
                            "%.1f s by client, %.1f s by apply with %d requests put off",
                            byClient, byApply, putOff.get()));
        }
    }

    private static List<String> names() {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> "many-" + number)
                .toList();
    }

    private static double seconds(Callable<Void> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private Void byApply() {
        names().forEach(CLUSTER::idleConnector);
        within(ALL)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> names().stream().allMatch(CLUSTER::isReady));
        return null;
    }

    private Void byClient() throws Exception {
        inParallel((workers, name) -> {
            Map<String, String> config =
                    Map.of("name", name, "connector.class", "FileStreamSource", "file", "/dev/null", "topic", "lines");
            workers.create(name, ConnectorConfig.of(config), InitialState.RUNNING);
        });
        within(ALL).pollInterval(Duration.ofMillis(200)).until(() -> {
            Map<String, ConnectorListing> found = CLUSTER.connect().connectors();
            return names().stream().allMatch(name -> runs(found.get(name)));
        });
        return null;
    }

    private static boolean runs(ConnectorListing listing) {
        return listing.status().connector().state().equals("RUNNING")
                && !listing.status().tasks().isEmpty()
                && listing.status().tasks().stream()
                        .allMatch(task -> task.state().equals("RUNNING"));
    }

    private static void deleteByClient() throws Exception {
        inParallel(ConnectApi::delete);
        within(ALL).until(() -> CLUSTER.connect().connectors().isEmpty());
    }

    private interface Call {
        void on(ConnectApi workers, String name) throws ConnectFault;
    }

    private static void inParallel(Call call) throws Exception {
        ConnectApi workers = CLUSTER.connectOnce();
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> all = new ArrayList<>();
            names().forEach(name -> all.add(threads.submit(() -> repeated(call, workers, name))));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void repeated(Call call, ConnectApi workers, String name) {
        within(ALL).ignoreExceptions().until(() -> {
            try {
                call.on(workers, name);
            } catch (ConnectFault.AlreadyExists | ConnectFault.NotFound done) {
                return true;
            }
            return true;
        });
    }
}
