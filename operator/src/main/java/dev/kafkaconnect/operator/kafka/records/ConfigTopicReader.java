package dev.kafkaconnect.operator.kafka.records;

import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the config topic of a group from its beginning to its end, as a worker does that starts. Used by {@code AdminTopics}
 * while no worker is there; {@link ConfigTopic} writes.
 */
public final class ConfigTopicReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int TIMEOUTS = 3;

    private final Map<String, Object> client;
    private final TopicPartition partition;
    private final Duration timeout;

    /**
     * @param client properties of a Kafka client
     * @param timeout limit for each request to Kafka, and a third of what the whole topic may take
     */
    public ConfigTopicReader(Map<String, Object> client, String topic, Duration timeout) {
        this.client = client;
        this.partition = new TopicPartition(topic, 0);
        this.timeout = timeout;
    }

    public StoredConnectors read() throws KafkaFault {
        FutureTask<StoredConnectors> reading = new FutureTask<>(this::readAll);
        // A consumer waits inside a selector, which a virtual thread would keep its carrier busy with.
        Thread thread = Thread.ofPlatform().daemon().name("config-topic").start(reading);
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw cause instanceof KafkaFault fault
                    ? fault
                    : KafkaFault.of("Read on the topic " + partition.topic(), cause);
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw KafkaFault.silent("the operator is stopping");
        }
    }

    private StoredConnectors readAll() throws KafkaFault {
        Consumer<String, String> consumer = new KafkaConsumer<>(properties());
        try {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            StoredConnectors found = new StoredConnectors();
            long limit = System.nanoTime() + timeout.multipliedBy(TIMEOUTS).toNanos();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    if (record.key() != null) {
                        found.add(record.key(), record.value());
                    }
                }
                if (System.nanoTime() - limit > 0) {
                    throw KafkaFault.silent("the topic %s could not be read in %d s"
                            .formatted(
                                    partition.topic(),
                                    timeout.multipliedBy(TIMEOUTS).toSeconds()));
                }
            }
            return found;
        } finally {
            Thread.interrupted();
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /** Isolation as a worker has it: its leader may write in transactions. */
    private Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>(client);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return all;
    }
}
