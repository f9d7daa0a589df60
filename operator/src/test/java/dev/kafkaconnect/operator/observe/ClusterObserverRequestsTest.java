package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.observe.Listings.all;
import static dev.kafkaconnect.operator.observe.ObservedCluster.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.kafka.records.ConfigRecord;
import dev.kafkaconnect.operator.observe.polling.WakingConfigs;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ClusterObserverRequestsTest {
    private final ObservedCluster cluster = new ObservedCluster(ObservedCluster.ONLY_WHEN_RUNG);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest(name = "{0} connectors")
    @ValueSource(ints = {1, 100})
    void sendsOneRequestATickWhateverTheNumberOfConnectors(int connectors) {
        IntStream.range(0, connectors).forEach(i -> cluster.api.show("connector-" + i, all("RUNNING", WORKER)));
        cluster.start().awaitSeen();

        cluster.clock.advance(Duration.ofSeconds(1));
        cluster.observer.pollNow();
        await().until(() -> cluster.observer.view() instanceof ClusterView.Seen seen
                && seen.asOf().equals(cluster.clock.instant()));

        assertThat(cluster.api.requests()).containsExactly("connectors", "connectors");
    }

    @Test
    void asksForStatesAloneWhileTheConfigTopicIsFollowed() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.configs.onConnected();
        cluster.start().awaitSeen();

        cluster.observer.pollNow();
        await().until(() -> cluster.api.requests().size() == 2);

        assertThat(cluster.api.requests()).containsExactly("connectors", "states");
        assertThat(cluster.orders().config()).containsEntry("topic", "lines");
    }

    @Test
    void theStatesAreSeenAlthoughTheConfigurationsTakeTooLong() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.api.answer("connectors", new ConnectFault.Unreachable("the workers did not answer within 8 s"));

        cluster.start().awaitSeen();

        assertThat(cluster.orders().fullyRunning()).isTrue();
        assertThat(cluster.observer.view())
                .isInstanceOfSatisfying(
                        ClusterView.Seen.class,
                        seen -> assertThat(seen.of("orders")).isEqualTo(new ClusterView.NotYet()));
    }

    @Test
    void aConfigurationThatAnotherClientChangedIsSeenWithoutAListing() {
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.configs.onConnected();
        cluster.start().awaitSeen();

        new WakingConfigs(cluster.configs, cluster.observer::onRecords)
                .onRecords(List.of(new ConfigRecord.Configured("orders", Map.of("topic", "others"))));

        await().until(() -> cluster.orders().config().equals(Map.of("topic", "others")));
        assertThat(cluster.api.requests()).containsOnlyOnce("connectors");
        assertThat(cluster.woken()).contains(Set.of("orders"));
    }

    @Test
    void oneOfManyConnectorsIsAskedForByNameWhenSomethingWasHeardOfIt() {
        IntStream.range(0, 99).forEach(i -> cluster.api.show("connector-" + i, all("RUNNING", WORKER)));
        cluster.api.show("orders", all("RUNNING", WORKER));
        cluster.configs.onConnected();
        cluster.start().awaitSeen();

        cluster.api.show("orders", all("FAILED", WORKER));
        cluster.observer.onRecords(Set.of("orders"));

        await().until(() -> cluster.orders().failed());
        assertThat(cluster.api.requests().subList(0, 2)).containsExactly("connectors", "status");
        assertThat(cluster.woken()).contains(Set.of("orders"));
        assertThat(((ClusterView.Seen) cluster.observer.view()).connectors()).hasSize(100);
    }

    @Test
    void sendsNoRequestWhileThereIsNoWorker() {
        cluster.setLivingWorkers(Set.of());

        cluster.start();

        await().until(() -> cluster.observer.view() instanceof ClusterView.NoWorkers);
        assertThat(cluster.api.requests()).isEmpty();
    }

    @Test
    void knowsNothingBeforeItsFirstLook() {
        assertThat(cluster.observer.view()).isEqualTo(new ClusterView.NotYet());
    }

    @Test
    void looksAtOnceWhenAWorkerCame() {
        cluster.setLivingWorkers(Set.of());
        cluster.start();
        await().until(() -> cluster.observer.view() instanceof ClusterView.NoWorkers);

        cluster.setLivingWorkers(Set.of(WORKER));
        cluster.observer.workersMayHaveChanged();

        cluster.awaitSeen();
    }

    @Test
    void doesNotLookAgainWhenTheWorkersAreTheSame() {
        cluster.start().awaitSeen();

        cluster.observer.workersMayHaveChanged();

        await().during(Duration.ofMillis(100))
                .until(() -> cluster.api.requests().size() == 1);
    }
}
