package dev.kafkaconnect.e2e.support.cluster;

import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.workers.WorkerNames;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The brokers of the local cluster, which this process reaches at the addresses of their pods. */
public final class ClusterKafka implements AutoCloseable {
    private static final String NAMESPACE = "kafka";
    private static final short REPLICAS = 3;

    private final String bootstrapServers;
    private final Admin admin;

    ClusterKafka(KubernetesClient client) {
        List<Pod> brokers = client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", "kafka")
                .list()
                .getItems();
        brokers.forEach(
                broker -> WorkerNames.add(name(broker), broker.getStatus().getPodIP()));
        this.bootstrapServers =
                brokers.stream().map(broker -> name(broker) + ":9092").collect(Collectors.joining(","));
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** By which a broker knows itself. */
    private static String name(Pod broker) {
        return "%s.kafka-brokers.%s.svc".formatted(broker.getMetadata().getName(), NAMESPACE);
    }

    public void createTopic(String name, int partitions, String cleanupPolicy) {
        NewTopic topic = new NewTopic(name, partitions, REPLICAS).configs(Map.of("cleanup.policy", cleanupPolicy));
        answer(admin.createTopics(List.of(topic)).all());
    }

    public void deleteTopic(String name) {
        answer(admin.deleteTopics(List.of(name)).all());
    }

    /** Those whose names begin so: idle ones cost the brokers something too. */
    void deleteTopics(String prefix) {
        List<String> found = answer(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        answer(admin.deleteTopics(found).all());
    }

    /** How many records have been written to a topic so far. A topic that does not exist holds none. */
    public long written(String topic) {
        if (!answer(admin.listTopics().names()).contains(topic)) {
            return 0;
        }
        Map<TopicPartition, OffsetSpec> ends =
                answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest()));
        return answer(admin.listOffsets(ends).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** What is committed. A topic that does not exist holds none. */
    public RecordReader read(String topic) {
        return new RecordReader(bootstrapServers, topic);
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
