package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KafkaObserverTest {
    private static final Duration PACE = Duration.ofMinutes(1);
    private static final Set<String> TOPICS = Set.of("orders");

    private final ManualClock clock = new ManualClock();
    private final FakeKafkaTopics kafka = new FakeKafkaTopics();
    private final List<String> woken = new CopyOnWriteArrayList<>();

    private final ObservationListener listener = new ObservationListener() {
        @Override
        public void connectorsChanged(ClusterId cluster, Set<String> names) {
            woken.addAll(names);
        }

        @Override
        public void reachabilityChanged(ClusterId cluster) {}
    };

    private final KafkaObserver observer = observing(kafka);

    private KafkaObserver observing(KafkaTopics topics) {
        return new KafkaObserver(new ClusterId("team", "payments"), topics, listener, PACE, clock);
    }

    @Test
    void whoAsksFirstIsWokenWithTheAnswer() {
        kafka.partitions.put("orders", 3);

        assertThat(observer.partitions("one", TOPICS)).isEmpty();

        await().until(() -> woken.equals(List.of("one")));
        assertThat(observer.partitions("one", TOPICS)).contains(Map.of("orders", 3));
    }

    @Test
    void kafkaIsNotAskedAgainWhileTheAnswerIsYoung() {
        observer.records("one", "dead");
        await().until(() -> woken.size() == 1);

        for (int i = 0; i < 10; i++) {
            assertThat(observer.records("one", "dead")).contains(0L);
        }

        assertThat(kafka.questions).containsExactly("records dead");
    }

    @Test
    void anOldAnswerIsGivenWhileANewOneIsFetched() {
        observer.records("one", "dead");
        await().until(() -> woken.size() == 1);
        kafka.records.put("dead", 5L);
        clock.advance(PACE);

        assertThat(observer.records("one", "dead")).contains(0L);

        await().until(() -> woken.size() == 2);
        assertThat(observer.records("one", "dead")).contains(5L);
    }

    @Test
    void anAnswerThatIsTheSameWakesNobody() {
        observer.records("one", "dead");
        await().until(() -> woken.size() == 1);
        clock.advance(PACE);

        observer.records("one", "dead");

        await().until(() -> kafka.questions.size() == 2);
        observer.partitions("two", TOPICS);
        await().until(() -> woken.contains("two"));
        assertThat(woken).containsExactly("one", "two");
    }

    @Test
    void aKafkaThatDoesNotAnswerHoldsUpNobody() {
        CountDownLatch never = new CountDownLatch(1);
        KafkaObserver silent = observing(new Hanging(never));

        for (int i = 0; i < 50; i++) {
            assertThat(silent.records("connector-" + i, "dead")).isEqualTo(Optional.empty());
        }

        assertThat(woken).isEmpty();
        never.countDown();
        await().until(() -> woken.size() == 50);
    }

    private record Hanging(CountDownLatch until) implements KafkaTopics {
        @Override
        public Map<String, Integer> partitions(Set<String> topics) {
            return Map.of();
        }

        @Override
        public long records(String topic) {
            try {
                until.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }

        @Override
        public TopicsReport ensureDeadLetters(TopicSpec topic) {
            return new TopicsReport.Unreachable("silent");
        }

        @Override
        public Optional<WorkerGroup> group() {
            return Optional.empty();
        }

        @Override
        public void endConnectors(Set<String> deleted, Set<String> stopped) {}

        @Override
        public Map<String, Map<String, String>> startingConnectors() {
            return Map.of();
        }

        @Override
        public void follow(StatusListener states, ConfigListener configs) {}

        @Override
        public void close() {}
    }
}
