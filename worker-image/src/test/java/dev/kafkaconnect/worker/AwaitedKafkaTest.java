package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitedKafkaTest {
    private static final RuntimeException NOBODY =
            lookup(new TimeoutException("Timed out waiting for a node assignment"));
    private static final RuntimeException NO_NAME = new KafkaException(
            "Failed to create new KafkaAdminClient",
            new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));

    @TempDir
    private Path temporary;

    @Test
    void aWorkerStartsAtOnceWhenABrokerAnswers() {
        ask();

        assertThat(sign()).doesNotExist();
    }

    @Test
    void waitsForBrokersAndTellsTheProbes() {
        List<Boolean> told = ask(NOBODY, NO_NAME, NOBODY);

        assertThat(told).containsExactly(false, true, true, true);
        assertThat(sign()).doesNotExist();
    }

    @Test
    void whatKafkaRefusesEndsTheWorkerWithItsReason() {
        RuntimeException refused = lookup(new SaslAuthenticationException("Invalid credentials"));

        assertThatThrownBy(() -> ask(refused)).isSameAs(refused);
    }

    @Test
    void aMistakeInThePropertiesEndsTheWorkerWithItsReason() {
        var mistake = new KafkaException("Failed to create", new ConfigException("sasl.mechanism is not known"));

        assertThatThrownBy(() -> ask(mistake)).isSameAs(mistake);
    }

    /** @return for each question whether the probes had been told by then that the worker waits */
    private List<Boolean> ask(RuntimeException... answers) {
        Deque<RuntimeException> left = new ArrayDeque<>(List.of(answers));
        List<Boolean> told = new ArrayList<>();
        new AwaitedKafka(sign(), Duration.ZERO).until(() -> {
            told.add(Files.exists(sign()));
            if (!left.isEmpty()) {
                throw left.pop();
            }
        });
        return told;
    }

    private Path sign() {
        return temporary.resolve("waiting-for-kafka");
    }

    /** As Kafka's workers fail when they look for their cluster. */
    private static RuntimeException lookup(RuntimeException cause) {
        return new ConnectException("Failed to connect to and describe Kafka cluster", new ExecutionException(cause));
    }
}
