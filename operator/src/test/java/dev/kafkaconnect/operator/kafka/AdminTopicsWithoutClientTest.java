package dev.kafkaconnect.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdminTopicsWithoutClientTest {
    /** No client can be made with these. */
    private static final KafkaAccess ACCESS = KafkaAccess.without(
            Map.of(
                    "bootstrap.servers",
                    "127.0.0.1:1",
                    "sasl.jaas.config",
                    new Password("not.a.Class required password=\"secret-of-kafka\";")),
            "spec.topics.management is Ignore");

    private final AdminTopics topics = new AdminTopics(() -> ACCESS, Duration.ofSeconds(1));

    @Test
    void nothingIsAskedAndWhyIsSaid() {
        isNotAsked(() -> topics.partitions(Set.of("orders")));
        isNotAsked(() -> topics.records("orders"));
        isNotAsked(() -> topics.endConnectors(Set.of("orders"), Set.of()));
    }

    @Test
    void theGroupIsNotKnown() throws KafkaFault {
        assertThat(topics.group()).isEmpty();
    }

    @Test
    void deadLettersAreLeftToTheWorkers() {
        assertThat(topics.ensureDeadLetters(new TopicSpec("dead letter", "dead", 1, 3)))
                .isEqualTo(new TopicsReport.NotLookedAt("spec.topics.management is Ignore"));
    }

    @Test
    void whatIsSecretIsHiddenAllTheSame() {
        assertThat(ACCESS.hide("it is secret-of-kafka")).doesNotContain("secret-of-kafka");
        assertThat(ACCESS.unverified().withoutClient()).isNotNull();
    }

    private static void isNotAsked(ThrowingCallable question) {
        assertThatExceptionOfType(KafkaFault.class)
                .isThrownBy(question)
                .withMessage("Kafka is not queried: spec.topics.management is Ignore");
    }
}
