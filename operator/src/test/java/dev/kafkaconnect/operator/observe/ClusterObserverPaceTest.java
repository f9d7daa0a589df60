package dev.kafkaconnect.operator.observe;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClusterObserverPaceTest {
    private final ObservedCluster cluster = new ObservedCluster(ObservedCluster.ONLY_WHEN_RUNG);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void looksOftenWhileAChangeIsUnderWay() {
        cluster.start().awaitSeen();

        cluster.observer.watchClosely(Duration.ofSeconds(30));

        await().until(() -> cluster.api.requests().size() > 10);
    }

    @Test
    void calmsDownWhenTheChangeIsOver() {
        cluster.start().awaitSeen();
        cluster.observer.watchClosely(Duration.ofSeconds(30));
        cluster.awaitMoreTicks();

        cluster.clock.advance(Duration.ofSeconds(31));

        await().during(Duration.ofMillis(100))
                .until(() -> cluster.api.requests().size(), new StandsStill());
    }

    @Test
    void aShorterWatchDoesNotEndALongerOne() {
        cluster.start().awaitSeen();
        cluster.observer.watchClosely(Duration.ofSeconds(30));

        cluster.observer.watchClosely(Duration.ofSeconds(1));
        cluster.clock.advance(Duration.ofSeconds(10));

        cluster.awaitMoreTicks();
    }

    @Test
    void looksAtOnceAndOftenForAWhileWhenSomethingHasHappened() {
        cluster.start().awaitSeen();

        cluster.observer.onRecords(Set.of());

        cluster.awaitMoreTicks();
        cluster.clock.advance(Duration.ofSeconds(3));
        await().during(Duration.ofMillis(100))
                .until(() -> cluster.api.requests().size(), new StandsStill());
    }

    @Test
    void isNotLeftAloneWhenAWorkerGoesHoweverMuchTheLastPollHasCost() {
        try (ObservedCluster slow = new ObservedCluster(ObservedCluster.ONLY_WHEN_RUNG)) {
            slow.api.delay(Duration.ofMillis(600));
            slow.start().awaitSeen();
            slow.api.delay(Duration.ZERO);

            slow.setLivingWorkers(Set.of("two:8083"));
            slow.observer.workersMayHaveChanged();

            await().atMost(Duration.ofSeconds(1))
                    .until(() -> slow.api.requests().size() >= 2);
        }
    }

    @Test
    void isLeftAloneWhenPollsHaveCostMoreThanWasSaved() {
        cluster.api.delay(Duration.ofMillis(600));
        cluster.start().awaitSeen();

        cluster.observer.pollNow();

        await().during(Duration.ofMillis(500))
                .until(() -> cluster.api.requests().size() == 1);
        await().until(() -> cluster.api.requests().size() == 2);
    }

    @Test
    void doesNotRepeatAFailingTickWithoutRest() {
        cluster.api.failWith(new IllegalStateException("a bug"));

        cluster.start();

        await().until(() -> !cluster.api.requests().isEmpty());
        await().during(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(2))
                .until(() -> cluster.api.requests().size() == 1);
    }
}
