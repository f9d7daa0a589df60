package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.observe.Listings.all;
import static dev.kafkaconnect.operator.observe.ObservedCluster.EVERYBODY;
import static dev.kafkaconnect.operator.observe.ObservedCluster.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault.Unreachable;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClusterObserverSilenceTest {
    private final ObservedCluster cluster = new ObservedCluster(ObservedCluster.FAST);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void wakesEverybodyOnceWhenTheWorkersStopAnswering() {
        cluster.start().awaitSeen();

        cluster.api.failWith(new Unreachable("the workers did not answer within 8 s"));
        cluster.awaitMoreTicks();
        cluster.clock.advance(ClusterObserver.BRIEF);
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY, EVERYBODY);
    }

    @Test
    void aBriefSilenceTellsNothing() {
        cluster.start().awaitSeen();

        for (int time = 0; time < 3; time++) {
            cluster.api.failWith(new Unreachable("the workers refuse connections"));
            cluster.awaitMoreTicks();
            cluster.clock.advance(ClusterObserver.BRIEF.minusMillis(1));
            cluster.awaitMoreTicks();
            cluster.api.failWith(null);
            cluster.awaitMoreTicks();
        }

        assertThat(cluster.woken()).containsExactly(EVERYBODY);
        assertThat(cluster.observer.view()).isInstanceOf(ClusterView.Seen.class);
    }

    /** A Service leads to a worker some time after it is ready. */
    @Test
    void workersThatHaveJustBecomeReadyMayBeSilentForAMoment() {
        cluster.setLivingWorkers(Set.of());
        cluster.start();
        await().until(() -> cluster.observer.view() instanceof ClusterView.NoWorkers);

        cluster.api.failWith(new Unreachable("the workers refuse connections"));
        cluster.setLivingWorkers(Set.of(WORKER));
        cluster.awaitMoreTicks();
        assertThat(cluster.observer.view()).isInstanceOf(ClusterView.NoWorkers.class);

        cluster.clock.advance(ClusterObserver.BRIEF);
        cluster.awaitMoreTicks();
        assertThat(cluster.observer.view()).isInstanceOf(ClusterView.Unreachable.class);
    }

    @Test
    void wakesEverybodyOnceWhenTheWorkersAnswerAgain() {
        cluster.api.failWith(new Unreachable("the workers did not answer within 8 s"));
        cluster.start().awaitMoreTicks();
        cluster.clock.advance(ClusterObserver.BRIEF);
        cluster.awaitMoreTicks();

        cluster.api.failWith(null);
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY, EVERYBODY);
    }

    @Test
    void doesNotCallRunningWhatWasOnAWorkerThatDiedAlthoughTheOthersAreSilent() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.start().awaitSeen();
        cluster.api.failWith(new Unreachable("the workers did not answer within 8 s"));

        cluster.setLivingWorkers(Set.of("two:8083"));
        cluster.observer.workersMayHaveChanged();

        assertThat(cluster.observer.view())
                .asInstanceOf(InstanceOfAssertFactories.type(ClusterView.Seen.class))
                .extracting(seen -> seen.connectors().values(), InstanceOfAssertFactories.COLLECTION)
                .singleElement(InstanceOfAssertFactories.type(ObservedConnector.class))
                .satisfies(orders -> {
                    assertThat(orders.state()).isEqualTo(RunState.Unassigned);
                    assertThat(orders.tasksIn(RunState.Running)).isZero();
                });
        assertThat(cluster.woken()).contains(Set.of("orders"));
    }

    @Test
    void wakesNobodyWhenTheWorkersAreSilentForAnotherReason() {
        cluster.api.failWith(new Unreachable("the workers did not answer within 8 s"));
        cluster.start().awaitMoreTicks();
        cluster.clock.advance(ClusterObserver.BRIEF);
        cluster.awaitMoreTicks();

        cluster.api.failWith(new Unreachable("connection refused"));
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY);
    }

    @Test
    void saysSinceWhenTheWorkersAreSilentAndWhy() {
        cluster.start().awaitSeen();

        cluster.api.failWith(new Unreachable("the workers did not answer within 8 s"));
        cluster.awaitMoreTicks();
        cluster.clock.advance(Duration.ofMinutes(1));
        cluster.awaitMoreTicks();

        assertThat(cluster.observer.view())
                .isEqualTo(new ClusterView.Unreachable(
                        "the workers did not answer within 8 s", Instant.parse("2026-01-31T12:00:00Z")));
    }

    @Test
    void survivesAnApiThatThrowsWhatItShouldNot() {
        cluster.start().awaitSeen();
        cluster.api.failWith(new IllegalStateException("a bug"));
        cluster.awaitMoreTicks();

        cluster.api.failWith(null);
        cluster.api.show("orders", all("RUNNING", WORKER));

        await().untilAsserted(() -> assertThat(cluster.observer.view())
                .asInstanceOf(InstanceOfAssertFactories.type(ClusterView.Seen.class))
                .extracting(ClusterView.Seen::connectors, InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("orders"));
    }

    @Test
    void looksNoMoreOnceItIsStopped() {
        cluster.start().awaitMoreTicks();

        cluster.observer.stop();

        await().during(Duration.ofMillis(100))
                .until(() -> cluster.api.requests().size(), new StandsStill());
    }

    @Test
    void looksNoMoreOnceItIsStoppedEvenIfARequestHasFailedByThat() {
        cluster.api.delay(Duration.ofMillis(50));
        cluster.start().awaitMoreTicks();

        cluster.observer.stop();
        int asked = cluster.api.requests().size();
        cluster.setLivingWorkers(Set.of(ObservedCluster.WORKER, "two:8083"));
        cluster.observer.workersMayHaveChanged();

        await().during(Duration.ofMillis(300))
                .until(() -> cluster.api.requests().size() == asked);
    }

    @Test
    void aLookThatIsTooOldTellsNothingOfNow() {
        try (ObservedCluster hung = new ObservedCluster(ObservedCluster.ONLY_WHEN_RUNG)) {
            hung.start().awaitSeen();
            Instant seen = hung.clock.instant();
            hung.close();

            hung.clock.advance(ClusterObserver.LONGEST_AGE.plusMillis(1));
            assertThat(hung.observer.view()).isInstanceOf(ClusterView.Seen.class);
            hung.clock.advance(ClusterObserver.BRIEF);

            assertThat(hung.observer.view())
                    .asInstanceOf(InstanceOfAssertFactories.type(ClusterView.Unreachable.class))
                    .returns(seen, ClusterView.Unreachable::lastSeen);
            assertThat(hung.woken()).containsExactly(EVERYBODY, EVERYBODY);
        }
    }

    @Test
    void aClockThatIsSetAheadLeadsToALookAtOnce() {
        try (ObservedCluster rung = new ObservedCluster(ObservedCluster.ONLY_WHEN_RUNG)) {
            rung.start().awaitSeen();

            rung.clock.advance(Duration.ofDays(1));
            Instant now = rung.clock.instant();

            await().until(() -> rung.observer.view() instanceof ClusterView.Seen seen
                    && seen.asOf().equals(now));
            assertThat(rung.woken()).containsExactly(EVERYBODY);
        }
    }

    @Test
    void aTickThatFailsDoesNotLeaveTheOldViewStanding() {
        cluster.start().awaitSeen();

        cluster.api.failWith(new IllegalStateException("a fault of the operator's own"));
        cluster.awaitMoreTicks();
        cluster.clock.advance(ClusterObserver.BRIEF);
        cluster.awaitMoreTicks();

        assertThat(cluster.observer.view())
                .asInstanceOf(InstanceOfAssertFactories.type(ClusterView.Unreachable.class))
                .satisfies(silent -> assertThat(silent.message()).contains("the operator failed"));
        cluster.api.failWith(null);
        cluster.awaitSeen();
    }
}
