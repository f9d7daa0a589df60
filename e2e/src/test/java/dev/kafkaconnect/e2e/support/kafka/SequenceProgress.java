package dev.kafkaconnect.e2e.support.kafka;

import dev.kafkaconnect.e2e.sequence.Sequences;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How far the sequences on a topic have come, asked again and again: what was read once is not read again. */
public final class SequenceProgress implements AutoCloseable {
    private static final Duration ONE_FETCH = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, Integer> ends = new HashMap<>();

    public SequenceProgress(String bootstrapServers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The highest number of each sequence that is committed. */
    public Map<String, Integer> ends() {
        Map<TopicPartition, Long> limits = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(one -> consumer.position(one) < limits.get(one))) {
            consumer.poll(ONE_FETCH).forEach(record -> {
                Sequences.Entry entry = Sequences.Entry.of(record.key(), record.value(), record.timestamp());
                ends.merge(entry.sequence(), entry.position(), Math::max);
            });
        }
        return Map.copyOf(ends);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
