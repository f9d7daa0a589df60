package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterQueueTest {
    private static final ClusterId CLUSTER = new ClusterId("team", "payments");

    @Test
    void anEmptyBlockTakesAllDefaults() {
        DeadLetterQueue queue = queue("orders", null);

        assertThat(queue.topic()).isEqualTo(new TopicSpec("dead letter", "team.payments-orders-dlq", 1, 3));
        assertThat(queue.properties())
                .containsEntry("errors.tolerance", "all")
                .containsEntry("errors.deadletterqueue.topic.name", "team.payments-orders-dlq")
                .containsEntry("errors.deadletterqueue.topic.replication.factor", "3")
                .containsEntry("errors.deadletterqueue.context.headers.enable", "true")
                .hasSize(4);
    }

    @Test
    void everythingCanBeGiven() {
        var block = new dev.kafkaconnect.api.connectorspec.DeadLetterQueue();
        block.setTopic("dead");
        block.setPartitions(4);
        block.setReplicationFactor(2);
        block.setTolerance("None");
        block.setContextHeaders(false);

        DeadLetterQueue queue = Objects.requireNonNull(DeadLetterQueue.of(block, CLUSTER, "orders"));

        assertThat(queue.topic()).isEqualTo(new TopicSpec("dead letter", "dead", 4, 2));
        assertThat(queue.properties())
                .containsEntry("errors.tolerance", "none")
                .containsEntry("errors.deadletterqueue.context.headers.enable", "false");
        assertThat(queue.problems(Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "errors.tolerance, tolerance",
        "errors.deadletterqueue.topic.name, topic",
        "errors.deadletterqueue.topic.replication.factor, replicationFactor",
        "errors.deadletterqueue.context.headers.enable, contextHeaders"
    })
    void aPropertyThatHasAFieldIsRefusedBesideIt(String key, String field) {
        assertThat(queue("orders", null).problems(Set.of("topics", key)))
                .containsExactly(
                        "spec.config key \"%s\" is set by the field spec.deadLetterQueue.%s".formatted(key, field));
    }

    @Test
    void otherPropertiesOfErrorsAreNotItsBusiness() {
        assertThat(queue("orders", null).problems(Set.of("errors.log.enable", "errors.retry.timeout")))
                .isEmpty();
    }

    @Test
    void aNameThatMakesNoTopicAsksForTheField() {
        assertThat(queue("Orders Sink", null).problems(Set.of()))
                .singleElement()
                .asString()
                .contains("spec.deadLetterQueue.topic", "team.payments-Orders Sink-dlq");
        assertThat(queue("Orders Sink", "dead").problems(Set.of())).isEmpty();
    }

    private static DeadLetterQueue queue(String connectName, @Nullable String topic) {
        var block = new dev.kafkaconnect.api.connectorspec.DeadLetterQueue();
        block.setTopic(topic);
        return Objects.requireNonNull(DeadLetterQueue.of(block, CLUSTER, connectName));
    }
}
