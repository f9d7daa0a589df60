package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerShutdownTrackerTest {
    private static final String WORKER = "example-worker-1:8083";
    private static final String POD = "example-worker-2";

    private final ManualClock clock = new ManualClock();
    private final FakeWorkerPods workers = new FakeWorkerPods();
    private final BlockingQueue<Set<String>> woken = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<WorkerGroup> group = group(true, "0", "1", "2");
    private final WorkerShutdownTracker shutdowns = new WorkerShutdownTracker(workers, this::group, woken::add, clock);

    private Optional<WorkerGroup> group() {
        asked.incrementAndGet();
        return group;
    }

    private static Optional<WorkerGroup> group(boolean settled, String... members) {
        return Optional.of(new WorkerGroup(Set.of(members), settled));
    }

    @AfterEach
    void close() {
        shutdowns.close();
    }

    private void aWorkerHasLeftAndTheOthersDoNotAgree() {
        group = group(false, "0", "1");
        workers.leaving.add(POD);
        shutdowns.refresh();
        workers.leaving.clear();
    }

    private void awaitMoreLooks() {
        int before = asked.get();
        await().until(() -> asked.get() > before + 2);
    }

    @Test
    void nothingIsInTheWayWhileNobodyLeaves() {
        assertThat(shutdowns.obstacle("orders")).isEmpty();
        assertThat(asked).as("questions to Kafka").hasValue(0);
    }

    @Test
    void whoWaitedIsWokenWhenTheWorkerHasLeftAndTheOthersAgree() throws Exception {
        workers.leaving.add(POD);
        assertThat(shutdowns.obstacle("orders")).get().asString().contains("example-worker-2 is stopping");
        assertThat(shutdowns.obstacle("payments")).isPresent();

        group = group(false, "0", "1");
        workers.leaving.clear();
        awaitMoreLooks();
        assertThat(shutdowns.obstacle("orders")).get().asString().contains("a worker has left");
        assertThat(woken).isEmpty();

        group = group(true, "0", "1");
        assertThat(woken.take()).containsExactlyInAnyOrder("orders", "payments");
        assertThat(shutdowns.obstacle("orders")).isEmpty();
    }

    @Test
    void aWorkerThatHasLeftIsNotWaitedForUntilItsPodSaysSo() throws Exception {
        workers.leaving.add(POD);
        shutdowns.obstacle("orders");
        awaitMoreLooks();
        assertThat(woken).isEmpty();

        group = group(true, "0", "1");

        assertThat(woken.take()).containsExactly("orders");
        assertThat(shutdowns.obstacle("orders")).isEmpty();
    }

    @Test
    void aPodThatHasLeftBeforeIsWaitedForWhenItLeavesAgain() {
        workers.leaving.add(POD);
        shutdowns.refresh();
        awaitMoreLooks();
        group = group(true, "0", "1");
        await().until(() -> shutdowns.obstacle("orders").isEmpty());
        workers.leaving.clear();
        shutdowns.refresh();

        group = group(true, "0", "1", "3");
        workers.leaving.add(POD);

        assertThat(shutdowns.obstacle("orders")).isPresent();
    }

    @Test
    void allThatLeaveTogetherAreWaitedFor() throws Exception {
        workers.leaving.addAll(Set.of("example-worker-1", POD));
        shutdowns.obstacle("orders");
        awaitMoreLooks();
        group = group(true, "0", "1");
        awaitMoreLooks();
        assertThat(shutdowns.obstacle("orders")).isPresent();

        group = group(true, "0");

        assertThat(woken.take()).containsExactly("orders");
    }

    @Test
    void aKafkaThatTellsNothingLeavesItToThePods() {
        group = Optional.empty();
        workers.leaving.add(POD);
        shutdowns.obstacle("orders");
        awaitMoreLooks();
        assertThat(woken).isEmpty();

        workers.leaving.clear();

        await().until(() -> shutdowns.obstacle("orders").isEmpty());
    }

    @Test
    void aDepartureThatNoChangeMetIsKnownToTheNext() {
        aWorkerHasLeftAndTheOthersDoNotAgree();

        assertThat(shutdowns.obstacle("orders")).isPresent();
    }

    @Test
    void agreementIsNotWaitedForLongerThanFiveSeconds() {
        aWorkerHasLeftAndTheOthersDoNotAgree();
        awaitMoreLooks();

        clock.advance(Duration.ofSeconds(5));

        await().until(() -> shutdowns.obstacle("orders").isEmpty());
    }

    @Test
    void aWorkerThatIsTakenCountsAsStoppingBeforeItsPodSaysSo() {
        workers.ready.add(WORKER);
        shutdowns.workerStopping(WORKER);
        assertThat(shutdowns.obstacle("orders")).get().asString().contains(WORKER + " is stopping");

        clock.advance(Duration.ofSeconds(3));
        await().until(() -> shutdowns.obstacle("orders").isEmpty());
    }

    @Test
    void aWorkerThatIsTakenIsNotWaitedForOnceItHasGone() {
        workers.ready.add(WORKER);
        shutdowns.workerStopping(WORKER);
        workers.ready.remove(WORKER);

        await().until(() -> shutdowns.obstacle("orders").isEmpty());
    }
}
