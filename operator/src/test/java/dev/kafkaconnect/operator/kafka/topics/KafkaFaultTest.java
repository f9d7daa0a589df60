package dev.kafkaconnect.operator.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Unreachable;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFaultTest {

    static Stream<Throwable> passing() {
        return Stream.of(
                new TimeoutException("too late"),
                new ConfigException("No resolvable bootstrap urls"),
                new KafkaException("Failed to create", new ConfigException("No resolvable bootstrap urls")));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatMayPassIsNoRefusal(Throwable failure) {
        assertThat(KafkaFault.of("anything", failure).report())
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        silent -> assertThat(silent.message()).startsWith("Kafka cannot be reached: "));
    }

    @Test
    void anErrorWithoutWordsIsToldInThoseThatItStandsFor() {
        assertThat(KafkaFault.of("anything", new UnknownTopicOrPartitionException(""))
                        .report())
                .isEqualTo(new Unreachable("Kafka cannot be reached: This server does not host this topic-partition."));
    }

    @Test
    void aRightThatIsMissingIsNamed() {
        assertRefused(
                new TopicAuthorizationException(Set.of("dead")),
                Problem.NotAuthorized,
                "needs Create on the topic dead");
    }

    @Test
    void credentialsThatAreNotAcceptedAreTold() {
        assertRefused(new SaslAuthenticationException("invalid"), Problem.NotAuthenticated, "credentials");
    }

    @Test
    void anythingElseIsToldInTheWordsOfKafka() {
        assertRefused(new InvalidTopicException("the name is odd"), Problem.RefusedByKafka, "the name is odd");
    }

    private static void assertRefused(Throwable failure, Problem problem, String text) {
        assertThat(KafkaFault.of("Create on the topic dead", failure).report())
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(problem);
                    assertThat(refused.message()).contains(text).doesNotContain("Exception");
                });
    }
}
