package dev.kafkaconnect.e2e.apiserver;

import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.kafka.StatusListener;
import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.kafka.WantedTopic;
import dev.kafkaconnect.operator.kafka.WorkerGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Topics in memory, as a test wants them. One for all clusters, which are counted as they begin and end to follow it. */
final class FakeKafka implements KafkaTopics {
    final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    final Map<String, Long> records = new ConcurrentHashMap<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public Map<String, Integer> partitions(Set<String> topics) {
        return Map.copyOf(partitions);
    }

    @Override
    public long records(String topic) {
        return records.getOrDefault(topic, 0L);
    }

    @Override
    public TopicsReport ensureDeadLetters(WantedTopic topic) {
        return new TopicsReport.Verified("", List.of());
    }

    @Override
    public Optional<WorkerGroup> group() {
        return Optional.empty();
    }

    @Override
    public void follow(StatusListener listener) {
        opened.incrementAndGet();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
