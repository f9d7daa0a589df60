package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What workers write to one of their topics from now on. */
final class FollowedTopic implements AutoCloseable {
    private static final Duration ALL = Duration.ofMinutes(8);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;

    /** @param kind configs or status */
    FollowedTopic(OperatedCluster cluster, String kind) {
        String topic = "%s.%s-%s".formatted(OperatedCluster.NAMESPACE, OperatedCluster.NAME, kind);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * Returns when there was a record about each of these.
     *
     * @param about the connector that a record is about; empty where it is of no interest
     */
    void await(Collection<String> connectors, Function<ConsumerRecord<String, String>, Optional<String>> about) {
        Set<String> left = new HashSet<>(connectors);
        within(ALL).until(() -> {
            consumer.poll(LOOK).forEach(record -> about.apply(record).ifPresent(left::remove));
            return left.isEmpty();
        });
    }

    /** Returns when there was no record for a while. */
    void awaitNone(Duration quiet) {
        within(ALL).until(() -> consumer.poll(quiet).isEmpty());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
