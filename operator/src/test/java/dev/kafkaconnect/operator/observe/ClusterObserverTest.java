package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.observe.Listings.all;
import static dev.kafkaconnect.operator.observe.ObservedCluster.EVERYBODY;
import static dev.kafkaconnect.operator.observe.ObservedCluster.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClusterObserverTest {
    private final ObservedCluster cluster = new ObservedCluster(ObservedCluster.FAST);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void wakesEverybodyOnceAtTheFirstLook() {
        cluster.api.show("orders", all("RUNNING", WORKER));

        cluster.start().awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY);
    }

    @Test
    void wakesJustTheConnectorThatChanged() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.api.show("refunds", all("RUNNING", WORKER));
        cluster.start().awaitSeen();

        cluster.api.show("refunds", all("FAILED", WORKER));
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY, Set.of("refunds"));
    }

    @Test
    void tellsWhenAConnectorWasLastSeenToChange() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.start().awaitSeen();
        assertThat(cluster.observer.changeSeen()).as("nothing yet").isEqualTo(Instant.EPOCH);

        cluster.api.show("orders", all("FAILED", WORKER));
        cluster.awaitMoreTicks();

        assertThat(cluster.observer.changeSeen()).isEqualTo(cluster.clock.instant());
    }

    @Test
    void wakesAConnectorThatCame() {
        cluster.start().awaitSeen();

        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY, Set.of("orders"));
    }

    @Test
    void wakesAConnectorThatWent() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.start().awaitSeen();

        cluster.api.hide("orders");
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY, Set.of("orders"));
    }

    @Test
    void wakesWhatRanOnAWorkerThatDied() {
        cluster.setLivingWorkers(Set.of(WORKER, "two:8083"));
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.api.show("refunds", all("RUNNING", "two:8083"));
        cluster.start().awaitSeen();

        cluster.setLivingWorkers(Set.of(WORKER));
        cluster.awaitMoreTicks();

        assertThat(cluster.woken()).containsExactly(EVERYBODY, Set.of("refunds"));
    }
}
