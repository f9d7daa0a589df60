package dev.kafkaconnect.operator.kafka;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdminTopicsUnverifiedTest {
    private static final KafkaAccess ACCESS =
            new KafkaAccess(Map.of("bootstrap.servers", "127.0.0.1:1"), true, "configs", "statuses", "group");

    @Test
    void nothingIsWrittenToAConfigTopicThatMayBeThatOfAnotherCluster() {
        try (AdminTopics topics = new AdminTopics(ACCESS::unverified, Duration.ofSeconds(1))) {
            assertThatExceptionOfType(KafkaFault.class)
                    .isThrownBy(() -> topics.endConnectors(Set.of("orders"), Set.of()))
                    .withMessageContaining("not verified");
        }
    }
}
