package dev.kafkaconnect.e2e.support.kafka;

import dev.kafkaconnect.e2e.sequence.Sequences;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning to where it ended when asked. A record is what is at one offset: to read it again because
 * the consumer was sent back does not make it two.
 *
 * @param isolation read_committed, or read_uncommitted for what was aborted too
 */
public record RecordReader(String bootstrapServers, String topic, String isolation) {

    /** Of what is committed. */
    public RecordReader(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, "read_committed");
    }

    public List<String> values() {
        return records().stream()
                .map(record -> text(record.value()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Those of records without one are left out. */
    public List<String> keys() {
        return records().stream()
                .map(record -> text(record.key()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the connectors of the tests wrote. */
    public List<Sequences.Entry> entries() {
        return records().stream()
                .map(record -> Sequences.Entry.of(text(record.key()), text(record.value()), record.timestamp()))
                .toList();
    }

    public Sequences sequences() {
        return Sequences.of(entries());
    }

    /** For each of the texts, when the first record with it in its value was written; without those that none has. */
    public Map<String, Instant> firstThatSay(Collection<String> texts) {
        Map<String, Instant> first = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            String value = String.valueOf(text(record.value()));
            texts.stream()
                    .filter(value::contains)
                    .forEach(found -> first.putIfAbsent(found, Instant.ofEpochMilli(record.timestamp())));
        }
        return first;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                isolation,
                "allow.auto.create.topics",
                false,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Set<String> places = new HashSet<>();
            int again = 0;
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (places.add(record.partition() + ":" + record.offset())) {
                        records.add(record);
                    } else {
                        again++;
                    }
                }
            }
            if (again > 0) {
                System.out.printf("the reader of %s was sent back and read %d records again%n", topic, again);
            }
            return records;
        }
    }
}
