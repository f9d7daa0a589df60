package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final String WORKER = "example-worker-1:8083";

    private final ManualClock clock = new ManualClock();
    private final FakeWorkers workers = new FakeWorkers();
    private final BlockingQueue<Set<String>> woken = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean settled = true;
    private final Departures departures = new Departures(workers, this::isSettled, woken::add, clock);

    private boolean isSettled() {
        asked.incrementAndGet();
        return settled;
    }

    @AfterEach
    void close() {
        departures.close();
    }

    private void aWorkerHasLeftAndTheOthersDoNotAgree() {
        settled = false;
        workers.leaving.set("example-worker-2");
        departures.notice();
        workers.leaving.set(null);
    }

    private void awaitMoreLooks() {
        int before = asked.get();
        await().until(() -> asked.get() > before + 2);
    }

    @Test
    void nothingIsInTheWayWhileNobodyLeaves() {
        assertThat(departures.obstacle("orders")).isEmpty();
        assertThat(asked).as("questions to Kafka").hasValue(0);
    }

    @Test
    void whoWaitedIsWokenWhenTheWorkerHasLeftAndTheOthersAgree() throws Exception {
        settled = false;
        workers.leaving.set("example-worker-2");
        assertThat(departures.obstacle("orders")).get().asString().contains("example-worker-2 is stopping");
        assertThat(departures.obstacle("payments")).isPresent();

        workers.leaving.set(null);
        awaitMoreLooks();
        assertThat(departures.obstacle("orders")).get().asString().contains("a worker has left");
        assertThat(woken).isEmpty();

        settled = true;
        assertThat(woken.take()).containsExactlyInAnyOrder("orders", "payments");
        assertThat(departures.obstacle("orders")).isEmpty();
    }

    @Test
    void aDepartureThatNoChangeMetIsKnownToTheNext() {
        aWorkerHasLeftAndTheOthersDoNotAgree();

        assertThat(departures.obstacle("orders")).isPresent();
    }

    @Test
    void agreementIsNotWaitedForLongerThanFiveSeconds() {
        aWorkerHasLeftAndTheOthersDoNotAgree();
        awaitMoreLooks();

        clock.advance(Duration.ofSeconds(5));

        await().until(() -> departures.obstacle("orders").isEmpty());
    }

    @Test
    void aWorkerThatIsTakenCountsAsStoppingBeforeItsPodSaysSo() {
        workers.living.add(WORKER);
        departures.taking(WORKER);
        assertThat(departures.obstacle("orders")).get().asString().contains(WORKER + " is stopping");

        clock.advance(Duration.ofSeconds(3));
        await().until(() -> departures.obstacle("orders").isEmpty());
    }

    @Test
    void aWorkerThatIsTakenIsNotWaitedForOnceItHasGone() {
        workers.living.add(WORKER);
        departures.taking(WORKER);
        workers.living.remove(WORKER);

        await().until(() -> departures.obstacle("orders").isEmpty());
    }
}
