package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.kafka.records.StatusNote;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Unreachable;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Verified;
import dev.kafkaconnect.operator.observe.polling.KnownConfigs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Questions about topics, and three real brokers. */
@Tag("connect")
@Tag("own-workers")
class AdminTopicsTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    private final String topic = UniqueName.of("asked");
    private final TopicSpec wanted = new TopicSpec("dead letter", topic, 2, 3);
    private volatile KafkaAccess access = reached(KAFKA.bootstrapServers(), true);

    private static KafkaAccess reached(String servers, boolean createTopics) {
        return new KafkaAccess(Map.of("bootstrap.servers", servers), createTopics, null, null, null);
    }

    private AdminTopics topics() {
        return new AdminTopics(() -> access, LIMIT);
    }

    private Set<String> existing() throws Exception {
        return KAFKA.admin().listTopics().names().get();
    }

    @Test
    void a_topic_is_created_once_and_verified_from_then_on() throws Exception {
        try (AdminTopics topics = topics()) {
            assertThat(topics.ensureDeadLetters(wanted)).isInstanceOf(Verified.class);
            eventually().until(() -> existing().contains(topic));
            eventually().until(() -> topics.partitions(Set.of(topic, "absent")), Map.of(topic, 2)::equals);
            assertThat(topics.ensureDeadLetters(wanted)).isInstanceOf(Verified.class);
            assertThat(topics.records(topic)).isZero();
        }
    }

    @Test
    void a_topic_that_is_somebody_elses_to_create_is_not_created() throws Exception {
        access = reached(KAFKA.bootstrapServers(), false);

        try (AdminTopics topics = topics()) {
            assertThat(topics.ensureDeadLetters(wanted)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.problem()).isEqualTo(Problem.Missing);
                assertThat(refused.message()).contains(topic, "2 partitions and replication factor 3");
            });
        }
        assertThat(existing()).doesNotContain(topic);
    }

    @Test
    void a_topic_that_would_lose_records_is_refused() throws Exception {
        KAFKA.admin()
                .createTopics(List.of(new NewTopic(topic, 2, (short) 3).configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();

        try (AdminTopics topics = topics()) {
            eventually()
                    .untilAsserted(() -> assertThat(topics.ensureDeadLetters(wanted))
                            .isInstanceOfSatisfying(
                                    Refused.class,
                                    refused -> assertThat(refused.message())
                                            .contains("cleanup.policy \"compact\" (wanted \"delete\")")));
        }
    }

    @Test
    void a_silent_kafka_is_told_within_bounds_and_a_new_way_to_it_is_taken_at_once() throws Exception {
        access = reached("127.0.0.1:" + Loopback.freePort("127.0.0.1"), true);
        try (AdminTopics topics = topics()) {
            Instant begin = Instant.now();

            assertThat(topics.ensureDeadLetters(wanted)).isInstanceOf(Unreachable.class);
            assertThatThrownBy(() -> topics.records(topic))
                    .isInstanceOf(KafkaFault.class)
                    .hasMessageStartingWith("Kafka cannot be reached: ");
            assertThat(Duration.between(begin, Instant.now()))
                    .isLessThan(LIMIT.multipliedBy(2).plusSeconds(3));

            access = reached(KAFKA.bootstrapServers(), true);

            assertThat(topics.ensureDeadLetters(wanted)).isInstanceOf(Verified.class);
        }
    }

    @Test
    void a_group_is_settled_until_a_member_that_does_not_answer_holds_up_the_next() throws Exception {
        access = new KafkaAccess(Map.of("bootstrap.servers", KAFKA.bootstrapServers()), false, null, null, topic);
        SequenceSpecs.topic(KAFKA.admin(), topic, 2);

        try (AdminTopics topics = topics();
                KafkaConsumer<byte[], byte[]> first = member();
                KafkaConsumer<byte[], byte[]> second = member()) {
            assertThat(topics.group()).as("without a group").isEmpty();

            eventually().until(() -> {
                first.poll(SOON);
                return !first.assignment().isEmpty();
            });
            eventually().until(() -> topics.group().orElseThrow().settled());
            assertThat(topics.group().orElseThrow().members()).hasSize(1);

            eventually().until(() -> {
                second.poll(SOON);
                return !topics.group().orElseThrow().settled();
            });
        }
    }

    private KafkaConsumer<byte[], byte[]> member() {
        KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "group.id", topic),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of(topic));
        return member;
    }

    @Test
    void a_status_topic_that_is_deleted_is_left_and_followed_again_once_it_is_there_again() throws Exception {
        SequenceSpecs.topic(KAFKA.admin(), topic, 2);
        access = new KafkaAccess(Map.of("bootstrap.servers", KAFKA.bootstrapServers()), false, null, topic, null);
        List<String> told = new CopyOnWriteArrayList<>();

        try (AdminTopics topics = topics()) {
            StatusListener states = new StatusListener() {
                @Override
                public void onConnected() {
                    told.add("listening");
                }

                @Override
                public void onDisconnected() {
                    told.add("deaf");
                }

                @Override
                public void onRecords(List<StatusNote> notes) {}
            };
            topics.follow(states, new KnownConfigs(Clock.systemUTC()));
            eventually().until(() -> told.equals(List.of("listening")));

            KAFKA.admin().deleteTopics(List.of(topic)).all().get();
            eventually().until(() -> told.getLast().equals("deaf"));
            SequenceSpecs.topic(KAFKA.admin(), topic, 2);

            eventually().until(() -> told.getLast().equals("listening"));
        }
    }
}
