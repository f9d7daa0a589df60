package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What probes and metrics are told of the observers. */
@Timeout(30)
class ObserverProgressTest {
    private static final ClusterId ID = new ClusterId("team", "payments");

    private final FakeConnectApi api = new FakeConnectApi();
    private final FakeWorkerPods workers = new FakeWorkerPods();
    private final ManualClock clock = new ManualClock();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ClusterSessions sessions = new ClusterSessions(
            endpoint -> api.api(), access -> new FakeKafkaTopics(), ObservedCluster.ONLY_WHEN_RUNG, clock);

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void anObserverThatDoesNotTickStandsStill() {
        ClusterSession session = open();
        await().until(() -> told.contains("polled"));
        assertThat(sessions.areObserved()).isTrue();

        await().until(() -> {
            clock.advance(ClusterObserver.STANDSTILL.plusSeconds(1));
            return !sessions.areObserved();
        });

        session.observer().pollNow();
        await().until(sessions::areObserved);
    }

    @Test
    void whereNothingIsObservedNothingStandsStill() {
        clock.advance(Duration.ofHours(1));

        assertThat(sessions.areObserved()).isTrue();
    }

    @Test
    void requestsAreReportedUntilTheSessionIsClosed() throws ConnectFault {
        ClusterSession session = open();
        session.api().plugins();
        assertThat(told).contains("ended null");

        api.failWith(new ConnectFault.Busy("a rebalance"));
        assertThat(catchFault(session.api()::plugins)).isEqualTo("a rebalance");
        assertThat(told).contains("ended a rebalance");

        sessions.close(ID);
        long before = ended();
        assertThat(catchFault(session.api()::plugins)).isEqualTo("a rebalance");
        assertThat(ended()).isEqualTo(before);
        assertThat(told).contains("closed");
    }

    @Test
    void theEndpointIsThatOfTheSession() {
        open();

        assertThat(sessions.endpoint(ID)).map(RestEndpoint::url).hasValue("http://workers");
        assertThat(sessions.endpoint(new ClusterId("team", "other"))).isEmpty();
    }

    private ClusterSession open() {
        workers.ready.add("a:8083");
        sessions.addListener(new ObservationListener() {
            @Override
            public void connectorsChanged(ClusterId cluster, Set<String> names) {}

            @Override
            public void reachabilityChanged(ClusterId cluster) {}

            @Override
            public void polled(ClusterId cluster, Duration took) {
                told.add("polled");
            }

            @Override
            public void requestEnded(ClusterId cluster, Duration took, @Nullable ConnectFault fault) {
                told.add("ended " + (fault == null ? null : fault.text()));
            }

            @Override
            public void closed(ClusterId cluster) {
                told.add("closed");
            }
        });
        ClusterSession session =
                sessions.open(ID, new RestEndpoint("http://workers", null), workers, FakeKafkaTopics::access);
        session.observer().pollNow();
        return session;
    }

    private long ended() {
        return told.stream().filter(event -> event.startsWith("ended")).count();
    }

    private interface Request {
        Object send() throws ConnectFault;
    }

    private static String catchFault(Request request) {
        try {
            return String.valueOf(request.send());
        } catch (ConnectFault fault) {
            return fault.text();
        }
    }
}
