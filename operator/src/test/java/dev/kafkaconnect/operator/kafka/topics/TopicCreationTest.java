package dev.kafkaconnect.operator.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.kafka.PlayedKafka;
import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicCreationTest {
    private final PlayedKafka kafka = new PlayedKafka();

    @Test
    void aDeadLetterTopicIsLeftToTheDefaultsOfAKafkaThatRefusesItsPolicy() throws Exception {
        kafka.refused.add("cleanup.policy");

        create(Map.of("cleanup.policy", "delete"), "cleanup.policy");

        NewTopic made = Objects.requireNonNull(kafka.topics.get("dead"));
        assertThat(made.configs()).isEmpty();
        assertThat(made.numPartitions()).isEqualTo(4);
        assertThat(made.replicationFactor()).isEqualTo((short) 2);
    }

    @Test
    void whatIsNotDispensableIsAskedForOnce() {
        kafka.refused.add("cleanup.policy");

        assertThatExceptionOfType(KafkaRequest.Failed.class)
                .isThrownBy(() -> create(Map.of("cleanup.policy", "compact"), "min.insync.replicas"))
                .satisfies(failed -> assertThat(failed.right()).isEqualTo("Create on the topic dead"));
        assertThat(kafka.requests).containsExactly("createTopics");
    }

    private void create(Map<String, String> configs, String dispensable) throws Exception {
        TopicCreation.create(
                kafka.admin(),
                new NewTopic("dead", 4, (short) 2).configs(configs),
                dispensable,
                "Create on the topic dead");
    }
}
