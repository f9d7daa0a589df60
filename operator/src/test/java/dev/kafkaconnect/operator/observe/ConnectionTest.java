package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session outlives the address and the certificates with which it was opened. */
class ConnectionTest {
    private static final ClusterId ID = new ClusterId("team", "payments");

    private final List<RestEndpoint> opened = new ArrayList<>();
    private final FakeWorkerPods workers = new FakeWorkerPods();
    private final ClusterSessions sessions = new ClusterSessions(
            this::open,
            access -> new FakeKafkaTopics(),
            new PollIntervals(Duration.ofHours(1), Duration.ofHours(1)),
            Clock.systemUTC());

    @AfterEach
    void close() {
        sessions.close();
    }

    private ConnectApi open(RestEndpoint endpoint) {
        opened.add(endpoint);
        return new FakeConnectApi().api();
    }

    @Test
    void theSameEndpointKeepsItsClient() {
        ConnectApi first = session("https://one").api();

        assertThat(session("https://one").api()).isSameAs(first);
        assertThat(opened).hasSize(1);
    }

    @Test
    void whoHoldsTheSessionFollowsToAnotherEndpoint() {
        ClusterSession held = session("http://one");
        ConnectApi before = held.api();

        ClusterSession again = session("https://one");

        assertThat(again).isSameAs(held);
        assertThat(held.api()).isNotSameAs(before);
        assertThat(opened).extracting(RestEndpoint::url).containsExactly("http://one", "https://one");
    }

    @Test
    void eachWorkerHasAClientOfItsOwnThatItKeepsForAsLongAsItIsAskedInTheSameWay() {
        workers.ready.addAll(List.of("a:8083", "b:8083"));
        workers.endpoints.put("a:8083", new RestEndpoint("http://a", null));
        workers.endpoints.put("b:8083", new RestEndpoint("http://b", null));
        ClusterSession held = session("http://any");
        Map<String, ConnectApi> before = held.workers().get();
        workers.endpoints.put("b:8083", new RestEndpoint("https://b", null));

        Map<String, ConnectApi> now = held.workers().get();

        assertThat(now).containsOnlyKeys("a:8083", "b:8083");
        assertThat(now.get("a:8083")).isSameAs(before.get("a:8083"));
        assertThat(now.get("b:8083")).isNotSameAs(before.get("b:8083"));
        assertThat(opened)
                .extracting(RestEndpoint::url)
                .containsExactlyInAnyOrder("http://any", "http://a", "http://b", "https://b");
    }

    @Test
    void aWorkerThatIsNotReadyIsOnlyAskedWhetherValuesHaveArrived() {
        workers.unready.add("a:8083");
        workers.endpoints.put("a:8083", new RestEndpoint("http://a", null));
        ClusterSession held = session("http://any");

        assertThat(held.workers().get()).isEmpty();
        assertThat(held.members().get()).containsOnlyKeys("a:8083");
    }

    @Test
    void aWorkerThatWentIsNotAskedAnyMore() {
        workers.ready.add("a:8083");
        workers.endpoints.put("a:8083", new RestEndpoint("http://a", null));
        ClusterSession held = session("http://any");
        assertThat(held.workers().get()).containsOnlyKeys("a:8083");

        workers.endpoints.clear();

        assertThat(held.workers().get()).isEmpty();
    }

    private ClusterSession session(String url) {
        return sessions.open(ID, new RestEndpoint(url, null), workers, FakeKafkaTopics::access);
    }
}
