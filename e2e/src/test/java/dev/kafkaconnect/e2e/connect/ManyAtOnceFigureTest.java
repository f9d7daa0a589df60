package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Fault;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.BareClient;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.List;
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
    private static final int PUT_OFF_EVERY = 5;
    private static final double LIMIT = 2.0;
    private static final Duration ALL = Duration.ofSeconds(180);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @Test
    void all_run_and_no_failure_is_shown_on_the_way() throws Exception {
        BareClient client = new BareClient(CLUSTER.connectOnce());
        double byClient = Seconds.of(() -> {
            client.create(names());
            return null;
        });
        client.delete(names());

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
            double byApply = Seconds.of(this::byApply);

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

    private Void byApply() {
        names().forEach(CLUSTER::idleConnector);
        within(ALL)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> names().stream().allMatch(CLUSTER::isReady));
        return null;
    }
}
