package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The tasks that workers have written to their config topic since this was made. The REST API goes on reporting the tasks of an earlier
 * configuration as running, so that it does not tell when a change is in effect.
 */
public final class CommittedTasks implements AutoCloseable {
    private static final Duration ALL = Duration.ofMinutes(8);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String COMMIT = "commit-";

    private final KafkaConsumer<String, String> consumer;

    public CommittedTasks(OperatedCluster cluster) {
        TopicPartition all =
                new TopicPartition("%s.%s-configs".formatted(OperatedCluster.NAMESPACE, OperatedCluster.NAME), 0);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(all));
        consumer.seekToEnd(List.of(all));
        consumer.position(all);
    }

    /** Returns when there were some of each of these connectors. */
    public void await(Collection<String> connectors) {
        Set<String> left = new HashSet<>(connectors);
        within(ALL).until(() -> {
            consumer.poll(LOOK).forEach(record -> {
                if (record.key().startsWith(COMMIT)) {
                    left.remove(record.key().substring(COMMIT.length()));
                }
            });
            return left.isEmpty();
        });
    }

    /** Returns when there were none for a while: the workers have done all that was asked of them. */
    public void awaitNone(Duration quiet) {
        within(ALL).until(() -> consumer.poll(quiet).isEmpty());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
