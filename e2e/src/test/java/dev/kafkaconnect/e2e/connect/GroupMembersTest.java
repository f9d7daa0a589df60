package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim.Missing;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.kafka.topics.OwnMembers;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group that strangers are in, on three real brokers. */
@Tag("connect")
@Tag("own-workers")
class GroupMembersTest {
    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    private final InternalTopics keeper = new InternalTopics(Duration.ofSeconds(8));
    private final String group = UniqueName.of("shared-group");
    private final String topic = "read-by-" + group;
    private final String config = group + "-configs";

    @BeforeEach
    void there_is_something_to_read() throws Exception {
        KAFKA.admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .all()
                .get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_stranger_in_the_group_is_refused_before_anything_is_created(String protocol) throws Exception {
        try (KafkaConsumer<String, String> stranger = member("somebody-else", protocol)) {
            eventually().until(() -> joined(stranger));

            TopicsReport report = ensure();

            assertThat(report).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.problem()).isEqualTo(Problem.ForeignMember);
                assertThat(refused.message()).contains(group, "somebody-else", "/127.0.0.1", "spec.groupId");
            });
            assertThat(KAFKA.admin().listTopics().names().get()).doesNotContain(config);
        }
    }

    @Test
    void the_workers_of_the_cluster_itself_are_no_strangers() {
        try (KafkaConsumer<String, String> own = member("own-workers", "classic")) {
            eventually().until(() -> joined(own));

            assertThat(ensure()).isInstanceOf(Verified.class);
        }
    }

    @Test
    void workers_of_a_former_cluster_are_waited_for() {
        try (KafkaConsumer<String, String> former = member("former-workers", "classic")) {
            eventually().until(() -> joined(former));

            assertThat(ensure()).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.problem()).isEqualTo(Problem.FormerMember);
                assertThat(refused.message()).contains("waiting for the worker", "former-workers", "/127.0.0.1");
            });
        }

        eventually().untilAsserted(() -> assertThat(ensure()).isInstanceOf(Verified.class));
    }

    @Test
    void a_group_that_everybody_has_left_is_free() {
        try (KafkaConsumer<String, String> stranger = member("somebody-else", "classic")) {
            eventually().until(() -> joined(stranger));
        }

        eventually().untilAsserted(() -> assertThat(ensure()).isInstanceOf(Verified.class));
    }

    private TopicsReport ensure() {
        return keeper.ensure(
                Map.of("bootstrap.servers", KAFKA.bootstrapServers()),
                new GroupClaim(
                        group,
                        new OwnMembers(Set.of("own-workers"), Set.of("former-workers")),
                        List.of(new TopicSpec("config", config, 1, 3)),
                        Missing.Create,
                        null));
    }

    private KafkaConsumer<String, String> member(String clientId, String protocol) {
        KafkaConsumer<String, String> member = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", KAFKA.bootstrapServers(),
                        "group.id", group,
                        "client.id", clientId,
                        "group.protocol", protocol),
                new StringDeserializer(),
                new StringDeserializer());
        member.subscribe(List.of(topic));
        return member;
    }

    private static boolean joined(KafkaConsumer<String, String> member) {
        member.poll(Duration.ofMillis(100));
        return !member.assignment().isEmpty();
    }
}
