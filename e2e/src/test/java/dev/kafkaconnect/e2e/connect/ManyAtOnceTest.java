package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Fault;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A hundred Connectors in one apply, while Connect answers every fifth request with its own "a rebalance is expected". No failure is
 * shown.
 */
@Tag("connect")
class ManyAtOnceTest {
    private static final int CONNECTORS = 100;
    private static final int PUT_OFF_EVERY = 5;
    private static final Duration ALL = Duration.ofSeconds(180);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @Test
    void all_run_and_no_failure_is_shown_on_the_way() {
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
            names().forEach(CLUSTER::idleConnector);
            within(ALL).until(() -> names().stream().allMatch(log::isReady));

            assertThat(log.failures()).isEmpty();
            assertThat(putOff.get()).isPositive();
        }
    }

    private static List<String> names() {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> "many-" + number)
                .toList();
    }
}
