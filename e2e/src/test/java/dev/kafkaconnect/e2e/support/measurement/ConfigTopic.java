package dev.kafkaconnect.e2e.support.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The config topic of workers that run, written past their REST API: a thousand connectors appear, and go, with one rebalance. For
 * tests that need many at rest and do not measure how they came to be.
 */
public final class ConfigTopic implements AutoCloseable {
    /** As Connect writes it; workers from before that state take it for paused. */
    private static final String STOPPED = "{\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaProducer<String, String> producer;
    private final String topic;

    private ConfigTopic(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
    }

    static ConfigTopic of(OperatedCluster cluster) {
        return new ConfigTopic(
                cluster.kafka.bootstrapServers(),
                "%s.%s-configs".formatted(OperatedCluster.NAMESPACE, OperatedCluster.NAME));
    }

    /** @param config of all of them but for the name */
    public void addStopped(Collection<String> names, Map<String, String> config) {
        for (String name : names) {
            Map<String, String> own = new TreeMap<>(config);
            own.put("name", name);
            send("target-state-" + name, STOPPED);
            send("connector-" + name, json(Map.of("properties", own)));
        }
        producer.flush();
    }

    public void remove(Collection<String> names) {
        for (String name : names) {
            send("connector-" + name, null);
            send("target-state-" + name, null);
        }
        producer.flush();
    }

    private void send(String key, @Nullable String value) {
        producer.send(new ProducerRecord<>(topic, 0, key, value));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
