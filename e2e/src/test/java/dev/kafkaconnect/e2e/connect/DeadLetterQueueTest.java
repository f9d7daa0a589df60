package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectorstatus.DeadLetterQueue;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sinks that meet records which they cannot read, on real workers and brokers. */
@Tag("connect")
@Tag("faults")
class DeadLetterQueueTest {
    private static final Duration COUNTED = Duration.ofSeconds(60);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "dead-letters");

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;

    @BeforeEach
    void a_topic_with_good_and_poisonous_records() throws Exception {
        exists(new NewTopic(topic, 1, (short) 3));
        write("{\"n\": 1}", "poison", "{\"n\": 2}", "{poison", "{\"n\": 3}");
    }

    private void exists(NewTopic wantedTopic) throws Exception {
        CLUSTER.kafka.admin().createTopics(List.of(wantedTopic)).all().get();
        eventually()
                .until(() -> CLUSTER.kafka.admin().listTopics().names().get().contains(wantedTopic.name()));
    }

    private void write(String... records) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", CLUSTER.kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : records) {
                producer.send(new ProducerRecord<>(topic, value));
            }
        }
    }

    private Path out() {
        return directory.resolve("out.txt");
    }

    private void sink(String further) {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSink
                config:
                  topics: %s
                  file: %s
                  value.converter: org.apache.kafka.connect.json.JsonConverter
                  value.converter.schemas.enable: false
                %s
                """.formatted(OperatedCluster.NAME, topic, out(), further));
    }

    private TopicDescription described(String queue) throws Exception {
        return CLUSTER.kafka
                .admin()
                .describeTopics(List.of(queue))
                .allTopicNames()
                .get()
                .get(queue);
    }

    private void countBecomes(String queue, long records) {
        within(COUNTED)
                .untilAsserted(
                        () -> assertThat(wanted.connector(name).getStatus().getDeadLetterQueue())
                                .isNotNull()
                                .extracting(DeadLetterQueue::getTopic, DeadLetterQueue::getRecords)
                                .containsExactly(queue, records));
    }

    @Test
    void poisonous_records_end_in_the_queue_and_are_counted_while_the_others_arrive() throws Exception {
        String queue = "connect.example-%s-dlq".formatted(name);

        sink("deadLetterQueue: {}");

        connector.becomes("Running");
        assertThat(described(queue).partitions())
                .singleElement()
                .satisfies(partition -> assertThat(partition.replicas()).hasSize(3));
        countBecomes(queue, 2);
        assertThat(Files.readString(out())).isEqualTo("{n=1}\n{n=2}\n{n=3}\n");

        write("more poison");

        countBecomes(queue, 3);
        assertThat(wanted.reasonOfConnector(name)).isEqualTo("Running");
    }

    @Test
    void a_queue_that_exists_otherwise_is_told_and_neither_changed_nor_used() throws Exception {
        String queue = name + "-queue";
        exists(new NewTopic(queue, 2, (short) 1));

        sink("deadLetterQueue: {topic: %s}".formatted(queue));

        connector.becomes("TopicMismatch");
        assertThat(wanted.ofConnector(name, "Stalled").getMessage())
                .contains(queue, "2 partitions (wanted 1)", "replication factor 1 (wanted 3)");
        assertThat(described(queue).partitions()).hasSize(2);
        assertThat(CLUSTER.has(name)).isFalse();

        wanted.changeConnector(name, "deadLetterQueue: {partitions: 2, replicationFactor: 1}");

        connector.becomes("Running");
        countBecomes(queue, 2);
    }

    @Test
    void without_tolerance_the_task_fails_at_the_first_poisonous_record() {
        sink("autoRestart: {enabled: false}\ndeadLetterQueue: {tolerance: None}");

        connector.becomes("TasksFailed");
    }

    @Test
    void more_copies_than_brokers_are_told() {
        sink("deadLetterQueue: {replicationFactor: 5}");

        connector.becomes("TooFewBrokers");
        assertThat(wanted.ofConnector(name, "Reconciling").getMessage())
                .contains("spec.deadLetterQueue.replicationFactor");
    }

    @Test
    void a_source_cannot_have_one() {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: %s, topic: %s}
                deadLetterQueue: {}
                """.formatted(OperatedCluster.NAME, directory.resolve("in.txt"), topic));

        connector.becomes("ConfigInvalid");
        assertThat(wanted.ofConnector(name, "Stalled").getMessage())
                .isEqualTo("spec.deadLetterQueue is for sinks, and FileStreamSource is a source; remove it");

        wanted.changeConnector(name, "deadLetterQueue: null");

        connector.becomes("Running");
    }

    @Test
    void properties_that_have_a_field_are_refused_beside_it() {
        sink("deadLetterQueue: {}");
        wanted.changeConnector(name, "config: {errors.tolerance: none}");

        connector.becomes("ConfigInvalid");
        assertThat(wanted.ofConnector(name, "Stalled").getMessage())
                .contains("\"errors.tolerance\" is set by the field spec.deadLetterQueue.tolerance");
    }
}
