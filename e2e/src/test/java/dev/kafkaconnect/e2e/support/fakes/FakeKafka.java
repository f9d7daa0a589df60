package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Topics in memory, as a test wants them. One for all clusters, which are counted as they begin and end to follow it. */
public final class FakeKafka {
    final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    final Map<String, Long> records = new ConcurrentHashMap<>();
    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    private final ConfigTopics configTopics;
    private volatile boolean silent;
    private volatile @Nullable WorkerGroup group;

    /** Is told of connectors that are deleted and stopped without a worker. */
    public interface ConfigTopics {
        void end(String topic, Set<String> deleted, Set<String> stopped);
    }

    public FakeKafka(ConfigTopics configTopics) {
        this.configTopics = configTopics;
    }

    /** From now on the group of the workers has that many members, and no rebalance is under way. */
    public void groupHas(int members) {
        group = new WorkerGroup(
                IntStream.range(0, members).mapToObj(String::valueOf).collect(Collectors.toSet()), true);
    }

    /** From now on nothing can be written. */
    public void fallSilent() {
        silent = true;
    }

    public void speakAgain() {
        silent = false;
    }

    /** What one cluster asks; it writes to the config topic of its own. */
    public KafkaTopics client(Supplier<KafkaAccess> access) {
        return new Client(access);
    }

    private final class Client implements KafkaTopics {
        private final Supplier<KafkaAccess> access;

        private Client(Supplier<KafkaAccess> access) {
            this.access = access;
        }

        @Override
        public Map<String, Integer> partitions(Set<String> topics) {
            return Map.copyOf(partitions);
        }

        @Override
        public long records(String topic) {
            return records.getOrDefault(topic, 0L);
        }

        @Override
        public TopicsReport ensureDeadLetters(TopicSpec topic) {
            return new TopicsReport.Verified("", List.of());
        }

        @Override
        public Optional<WorkerGroup> group() {
            return Optional.ofNullable(group);
        }

        @Override
        public void endConnectors(Set<String> deleted, Set<String> stopped) throws KafkaFault {
            if (silent) {
                throw KafkaFault.of("anything", new TimeoutException("no answer"));
            }
            String topic = access.get().configTopic();
            if (topic == null) {
                throw KafkaFault.of("anything", new TimeoutException("no topic of its own"));
            }
            configTopics.end(topic, deleted, stopped);
        }

        @Override
        public Map<String, Map<String, String>> startingConnectors() {
            return Map.of();
        }

        @Override
        public void follow(StatusListener states, ConfigListener configs) {
            opened.incrementAndGet();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
