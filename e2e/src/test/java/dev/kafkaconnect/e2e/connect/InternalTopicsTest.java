package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.operator.kafka.topics.ExistingTopic;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim.Missing;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Unreachable;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keeper of internal topics and three real brokers. */
@Tag("connect")
@Tag("own-workers")
class InternalTopicsTest {
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    private final InternalTopics keeper = new InternalTopics(LIMIT);
    private final String group = UniqueName.of("group");
    private final List<TopicSpec> wanted = wanted(3);

    private List<TopicSpec> wanted(int replicationFactor) {
        return List.of(
                new TopicSpec("config", group + "-configs", 1, replicationFactor),
                new TopicSpec("offsets", group + "-offsets", 25, replicationFactor),
                new TopicSpec("status", group + "-status", 5, replicationFactor));
    }

    @Test
    void missing_topics_are_created_as_they_must_be() throws Exception {
        TopicsReport report = ensure(Missing.Create);

        assertThat(report).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.kafkaClusterId()).isNotBlank();
            assertThat(verified.topics())
                    .containsExactly(
                            new ExistingTopic(group + "-configs", 1, 3, "compact", 2),
                            new ExistingTopic(group + "-offsets", 25, 3, "compact", 2),
                            new ExistingTopic(group + "-status", 5, 3, "compact", 2));
        });
        eventually().until(() -> existing().size() == 3);
        eventually().untilAsserted(() -> assertThat(partitions()).containsValues(1, 25, 5));
    }

    @Test
    void a_second_look_finds_the_same_and_changes_nothing() throws Exception {
        TopicsReport first = ensure(Missing.Create);
        everyBrokerKnows(names());
        Map<String, Config> before = configs();
        Map<String, TopicDescription> descriptions = descriptions();

        TopicsReport second = ensure(Missing.RefuseAsVanished);

        assertThat(second).isEqualTo(first);
        assertThat(configs()).isEqualTo(before);
        assertThat(descriptions()).isEqualTo(descriptions);
    }

    @Test
    void a_config_topic_with_three_partitions_is_refused_and_nothing_is_created() throws Exception {
        exists(new NewTopic(group + "-configs", 3, (short) 3).configs(Map.of("cleanup.policy", "compact")));

        assertRefused(ensure(Missing.Create), Problem.Mismatch, "3 partitions (wanted 1)");

        assertThat(existing()).containsExactly(group + "-configs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "compact,delete"})
    void a_topic_that_forgets_is_refused_and_nothing_is_created(String policy) throws Exception {
        exists(new NewTopic(group + "-configs", 1, (short) 3).configs(Map.of("cleanup.policy", policy)));

        assertRefused(
                ensure(Missing.Create),
                Problem.Mismatch,
                "cleanup.policy \"%s\" (wanted \"compact\")".formatted(policy));

        assertThat(existing()).containsExactly(group + "-configs");
    }

    @Test
    void a_topic_with_too_few_copies_is_refused_and_nothing_is_created() throws Exception {
        exists(new NewTopic(group + "-status", 5, (short) 1).configs(Map.of("cleanup.policy", "compact")));

        assertRefused(
                ensure(Missing.Create),
                Problem.Mismatch,
                "replication factor 1 (wanted 3), min.insync.replicas 2 (at most 1, the number of its replicas)");

        assertThat(existing()).containsExactly(group + "-status");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() throws Exception {
        exists(new NewTopic(group + "-configs", 2, (short) 1));
        exists(new NewTopic(group + "-offsets", 24, (short) 3).configs(Map.of("cleanup.policy", "compact")));

        Refused refused = (Refused) ensure(Missing.Create);

        assertThat(refused.message())
                .contains("the config topic " + group + "-configs has 2 partitions (wanted 1)")
                .contains("replication factor 1 (wanted 3)")
                .contains("cleanup.policy \"delete\" (wanted \"compact\")")
                .contains("the offsets topic " + group + "-offsets has 24 partitions (wanted 25)");
    }

    @Test
    void more_copies_than_brokers_are_refused_and_nothing_is_created() throws Exception {
        TopicsReport report = keeper.ensure(client(KAFKA.bootstrapServers()), claim(wanted(5), Missing.Create));

        assertRefused(report, Problem.TooFewBrokers, "needs 5 replicas, but Kafka has 3 brokers");
        assertThat(existing()).isEmpty();
    }

    @Test
    void missing_topics_are_refused_when_they_are_somebody_elses_to_create() throws Exception {
        assertRefused(ensure(Missing.Refuse), Problem.Missing, group + "-configs, " + group + "-offsets");

        assertThat(existing()).isEmpty();
    }

    @Test
    void a_topic_that_is_gone_after_the_cluster_has_run_is_never_created_anew() throws Exception {
        ensure(Missing.Create);
        KAFKA.admin().deleteTopics(List.of(group + "-offsets")).all().get();
        eventually().until(() -> existing().size() == 2);

        // Each broker learns of the deletion in its own time.
        eventually()
                .untilAsserted(
                        () -> assertRefused(ensure(Missing.RefuseAsVanished), Problem.Vanished, group + "-offsets"));

        assertThat(existing()).containsExactlyInAnyOrder(group + "-configs", group + "-status");
    }

    @Test
    void a_name_that_kafka_does_not_allow_is_refused() {
        List<TopicSpec> illegal = List.of(new TopicSpec("config", "two words", 1, 3));

        TopicsReport report = keeper.ensure(client(KAFKA.bootstrapServers()), claim(illegal, Missing.Create));

        assertRefused(report, Problem.RefusedByKafka, "two words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed port", "broker.does-not-exist.invalid:9092", "nonsense", ":9092", "a b:9092"})
    void a_kafka_that_cannot_be_reached_is_told_within_bounds(String address) {
        String servers = address.equals("closed port") ? "127.0.0.1:" + Loopback.freePort("127.0.0.1") : address;
        Instant begin = Instant.now();

        TopicsReport report = keeper.ensure(client(servers), claim(wanted, Missing.Create));

        assertThat(report)
                .asInstanceOf(type(Unreachable.class))
                .satisfies(silent -> assertThat(silent.message())
                        .startsWith("Kafka cannot be reached: ")
                        .doesNotContain("Exception")
                        .doesNotContain("null"));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(LIMIT.plusSeconds(3));
    }

    private TopicsReport ensure(Missing missing) {
        return keeper.ensure(client(KAFKA.bootstrapServers()), claim(wanted, missing));
    }

    private GroupClaim claim(List<TopicSpec> topics, Missing missing) {
        return new GroupClaim(group, "workers-of-" + group, topics, missing);
    }

    private static Map<String, Object> client(String bootstrapServers) {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    private static void assertRefused(TopicsReport report, Problem problem, String text) {
        assertThat(report).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem()).isEqualTo(problem);
            assertThat(refused.message()).contains(text);
        });
    }

    private static void exists(NewTopic topic) throws Exception {
        KAFKA.admin().createTopics(List.of(topic)).all().get();
        everyBrokerKnows(List.of(topic.name()));
    }

    /** Each broker learns of a new topic in its own time, and each request goes to any of them. */
    private static void everyBrokerKnows(Collection<String> topics) {
        eventually()
                .during(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> KAFKA.admin().listTopics().names().get().containsAll(topics));
    }

    private Set<String> existing() throws Exception {
        return KAFKA.admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(group + "-"))
                .collect(Collectors.toSet());
    }

    private Map<String, TopicDescription> descriptions() throws Exception {
        return KAFKA.admin().describeTopics(names()).allTopicNames().get();
    }

    private Map<String, Integer> partitions() throws Exception {
        return descriptions().values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name, topic -> topic.partitions().size()));
    }

    /** A broker may not know yet of topics that another has just created. */
    private static boolean isUnknown(Throwable failed) {
        return failed.getCause() instanceof UnknownTopicOrPartitionException;
    }

    private Map<String, Config> configs() {
        return eventually()
                .ignoreExceptionsMatching(InternalTopicsTest::isUnknown)
                .until(this::describedConfigs, found -> !found.isEmpty());
    }

    private Map<String, Config> describedConfigs() throws Exception {
        return KAFKA
                .admin()
                .describeConfigs(names().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private Collection<String> names() {
        return wanted.stream().map(TopicSpec::name).toList();
    }
}
