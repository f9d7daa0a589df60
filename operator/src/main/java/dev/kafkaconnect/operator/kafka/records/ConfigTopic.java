package dev.kafkaconnect.operator.kafka.records;

import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic in which a group of workers keeps its connectors, written when no worker is there to do it (
 * KafkaConfigBackingStore in Kafka Connect). Only what ends a connector is written, and nothing is read: that is for {@link
 * ConfigTopicReader}. Used by {@code AdminTopics}.
 */
public final class ConfigTopic {
    /** Workers before Kafka 3.5 know no STOPPED, and read the first of the two. */
    private static final String STOPPED = "{\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}";

    private static final String NO_TASKS = "{\"tasks\":0}";

    private final Map<String, Object> client;
    private final String topic;
    private final Duration timeout;

    /**
     * @param client properties of a Kafka client
     * @param timeout limit for each request to Kafka
     */
    public ConfigTopic(Map<String, Object> client, String topic, Duration timeout) {
        this.client = client;
        this.topic = topic;
        this.timeout = timeout;
    }

    /** Returns when all in-sync replicas have it. */
    public void write(Set<String> deleted, Set<String> stopped) throws KafkaFault {
        if (deleted.isEmpty() && stopped.isEmpty()) {
            return;
        }
        Producer<String, String> producer = null;
        try {
            producer = new KafkaProducer<>(properties());
            List<Future<?>> sent = new ArrayList<>();
            for (String connector : deleted) {
                sent.add(producer.send(record("connector-" + connector, null)));
                sent.add(producer.send(record("target-state-" + connector, null)));
            }
            for (String connector : stopped) {
                sent.add(producer.send(record("commit-" + connector, NO_TASKS)));
                sent.add(producer.send(record("target-state-" + connector, STOPPED)));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw fault(failed.getCause() == null ? failed : failed.getCause());
        } catch (KafkaException failed) {
            throw fault(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw KafkaFault.silent("the operator is stopping");
        } finally {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
        }
    }

    private KafkaFault fault(Throwable cause) {
        return KafkaFault.of("Write on the topic " + topic, cause);
    }

    private ProducerRecord<String, String> record(String key, @Nullable String value) {
        return new ProducerRecord<>(topic, 0, key, value);
    }

    /** Order and acknowledgement as a worker has them. */
    private Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>(client);
        int limit = (int) timeout.toMillis();
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limit);
        return all;
    }
}
