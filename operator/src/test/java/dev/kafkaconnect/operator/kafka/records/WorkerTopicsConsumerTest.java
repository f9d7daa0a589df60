package dev.kafkaconnect.operator.kafka.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTopicsConsumerTest {
    private static final String TOPIC = "payments-status";
    private static final String CONFIGS = "payments-configs";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> configs = new CopyOnWriteArrayList<>();
    private final List<MockConsumer<byte[], byte[]>> consumers = new CopyOnWriteArrayList<>();
    private volatile KafkaAccess access =
            new KafkaAccess(Map.of("bootstrap.servers", "kafka:9092"), false, null, TOPIC, null);
    private volatile boolean topicIsThere = true;
    private final WorkerTopicsConsumer tail =
            new WorkerTopicsConsumer(() -> access, new Listener(), new Configs(), this::consumer, Duration.ofMillis(5));

    private final class Listener implements StatusListener {
        @Override
        public void onConnected() {
            told.add("listening");
        }

        @Override
        public void onDisconnected() {
            told.add("deaf");
        }

        @Override
        public void onRecords(List<StatusNote> notes) {
            notes.forEach(note -> told.add(
                    "%s %s %s".formatted(note.key().connector(), note.key().task(), note.state())));
        }
    }

    private final class Configs implements ConfigListener {
        @Override
        public void onConnected() {
            configs.add("listening");
        }

        @Override
        public void onDisconnected() {
            configs.add("deaf");
        }

        @Override
        public void onRecords(List<ConfigRecord> records) {
            records.forEach(record -> configs.add(record.toString()));
        }
    }

    private MockConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
        if (topicIsThere) {
            Node node = new Node(0, "kafka", 9092);
            for (String topic : List.of(TOPIC, CONFIGS)) {
                consumer.updatePartitions(
                        topic, List.of(new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node})));
            }
        }
        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, 0), 7L, new TopicPartition(CONFIGS, 0), 7L));
        consumers.add(consumer);
        return consumer;
    }

    private void note(long offset, String key, @Nullable String value) {
        write(TOPIC, offset, key, value);
    }

    private void write(String topic, long offset, String key, @Nullable String value) {
        consumers
                .getLast()
                .schedulePollTask(() -> consumers
                        .getLast()
                        .addRecord(new ConsumerRecord<>(
                                topic, 0, offset, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8))));
    }

    @AfterEach
    void stop() {
        tail.close();
        await().until(() -> consumers.stream().allMatch(MockConsumer::closed));
    }

    @Test
    void tellsOfWhatIsNotedFromNowOn() {
        await().until(() -> told.contains("listening"));

        note(7, "status-connector-orders", "{}");
        note(8, "status-topic-lines:connector-orders", "{}");
        note(9, "status-connector-orders", null);

        await().untilAsserted(() ->
                assertThat(told).containsExactly("listening", "orders null OTHER", "orders null FORGOTTEN"));
    }

    @Test
    void tellsWhoHasEndedEvenIfItsNotesAreDeletedRightAfter() {
        await().until(() -> told.contains("listening"));

        note(7, "status-task-orders-0", "{\"state\":\"UNASSIGNED\",\"worker_id\":\"a:8083\"}");
        note(8, "status-task-orders-0", null);
        note(9, "status-task-orders-1", "{\"state\":\"FAILED\",\"worker_id\":\"a:8083\"}");
        note(10, "status-task-orders-2", "{\"state\":\"RUNNING\",\"worker_id\":\"b:8083\"}");

        await().untilAsserted(() -> assertThat(told)
                .containsExactly(
                        "listening", "orders 0 ENDED", "orders 0 FORGOTTEN", "orders 1 ENDED", "orders 2 RUNNING"));
    }

    private void followsConfigsToo() {
        access = new KafkaAccess(Map.of("bootstrap.servers", "kafka:9092"), false, CONFIGS, TOPIC, null);
        await().until(() -> !configs.isEmpty() && configs.getLast().equals("listening"));
        configs.clear();
    }

    @Test
    void tellsWhatIsWrittenToTheConfigTopic() {
        followsConfigsToo();

        write(CONFIGS, 7, "connector-orders", "{\"properties\": {\"topic\": \"lines\"}}");
        write(CONFIGS, 8, "commit-orders", "{\"tasks\": 2}");
        write(CONFIGS, 9, "session-key", "{}");
        write(CONFIGS, 10, "connector-orders", null);

        await().untilAsserted(() -> assertThat(configs)
                .containsExactly(
                        "Configured[connector=orders, properties={topic=lines}]",
                        "TaskCount[connector=orders, tasks=2]",
                        "Deleted[connector=orders]"));
    }

    @Test
    void tellsOfNoConfigurationBeforeItIsVerifiedWhoseTopicThatIs() {
        await().until(() -> told.contains("listening"));

        assertThat(configs).doesNotContain("listening");
    }

    @Test
    void followsTheStatusTopicAloneWhereTheConfigTopicMayNotBeRead() {
        followsConfigsToo();
        int before = consumers.size();

        consumers.getLast().setPollException(new TopicAuthorizationException(Set.of(CONFIGS)));

        await().until(() -> consumers.size() > before && told.getLast().equals("listening"));
        note(7, "status-connector-orders", "{}");
        await().until(() -> told.getLast().equals("orders null OTHER"));
        assertThat(configs).containsExactly("deaf");
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        topicIsThere = false;
        access = new KafkaAccess(Map.of("bootstrap.servers", "elsewhere:9092"), false, null, TOPIC, null);
        await().until(() -> consumers.size() > 3);

        topicIsThere = true;

        await().until(() -> told.getLast().equals("listening"));
    }

    @Test
    void beginsAnewAfterAFailure() {
        await().until(() -> told.contains("listening"));

        consumers.getLast().setPollException(new TopicAuthorizationException(TOPIC));

        await().untilAsserted(() -> assertThat(told).containsExactly("listening", "deaf", "listening"));
    }

    /** A consumer does not fail when its topic is deleted: it goes on asking, without a pause. */
    @Test
    void leavesATopicThatIsDeletedAndComesBackWhenItDoes() {
        await().until(() -> told.contains("listening"));

        topicIsThere = false;
        MockConsumer<byte[], byte[]> first = consumers.getFirst();
        first.schedulePollTask(() -> first.updatePartitions(TOPIC, List.of()));
        await().until(() -> told.getLast().equals("deaf") && first.closed());

        topicIsThere = true;
        await().until(() -> told.getLast().equals("listening"));
    }

    @Test
    void beginsAnewWhenTheWayToKafkaHasChanged() {
        await().until(() -> told.contains("listening"));

        access = new KafkaAccess(Map.of("bootstrap.servers", "elsewhere:9092"), false, null, TOPIC, null);

        await().untilAsserted(() -> assertThat(told).containsExactly("listening", "deaf", "listening"));
        assertThat(consumers.getFirst().closed()).isTrue();
    }

    @Test
    void asksNothingForAWorkerThatHasNoStatusTopic() {
        access = new KafkaAccess(Map.of("bootstrap.servers", "kafka:9092"), false, null, null, null);
        await().until(() -> consumers.stream().allMatch(MockConsumer::closed));
        int before = consumers.size();

        await().during(Duration.ofMillis(100)).until(() -> consumers.size() == before);
    }
}
