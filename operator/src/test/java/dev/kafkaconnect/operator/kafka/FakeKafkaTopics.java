package dev.kafkaconnect.operator.kafka;

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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Topics in memory: remembers every question, and answers as it is told. */
public final class FakeKafkaTopics implements KafkaTopics {
    public final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    public final Map<String, Long> records = new ConcurrentHashMap<>();
    public final Map<String, Map<String, String>> starting = new ConcurrentHashMap<>();
    public final List<String> questions = new CopyOnWriteArrayList<>();
    public volatile TopicsReport deadLetters = new TopicsReport.Verified("", List.of());
    public volatile @Nullable KafkaFault fault;

    public static KafkaAccess access() {
        return new KafkaAccess(Map.of("bootstrap.servers", "kafka:9092"), true, null, null, null);
    }

    public void fallSilent() {
        fault = KafkaFault.silent("no answer");
    }

    @Override
    public Map<String, Integer> partitions(Set<String> topics) throws KafkaFault {
        asked("partitions " + String.join(",", topics));
        return partitions.entrySet().stream()
                .filter(topic -> topics.contains(topic.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public long records(String topic) throws KafkaFault {
        asked("records " + topic);
        return records.getOrDefault(topic, 0L);
    }

    @Override
    public TopicsReport ensureDeadLetters(TopicSpec topic) {
        questions.add("ensure " + topic.name());
        return deadLetters;
    }

    @Override
    public Optional<WorkerGroup> group() throws KafkaFault {
        asked("group");
        return Optional.empty();
    }

    @Override
    public void endConnectors(Set<String> deleted, Set<String> stopped) throws KafkaFault {
        asked("delete %s stop %s".formatted(new TreeSet<>(deleted), new TreeSet<>(stopped)));
    }

    @Override
    public Map<String, Map<String, String>> startingConnectors() throws KafkaFault {
        asked("starting");
        return Map.copyOf(starting);
    }

    @Override
    public void follow(StatusListener states, ConfigListener configs) {
        // Nothing is ever noted.
    }

    private void asked(String question) throws KafkaFault {
        questions.add(question);
        KafkaFault cause = fault;
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public void close() {
        questions.add("close");
    }
}
