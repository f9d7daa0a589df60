package dev.kafkaconnect.operator.kafka.topics;

import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Why a question to Kafka was not answered; no exception of the client gets past {@code AdminTopics}. */
public final class KafkaFault extends Exception {
    private final @Nullable Problem problem;

    /** @param problem null when it may pass without a change */
    private KafkaFault(String message, @Nullable Problem problem) {
        super(message, null, false, false);
        this.problem = problem;
    }

    public static KafkaFault silent(String why) {
        return new KafkaFault("Kafka cannot be reached: " + why, null);
    }

    /** The operator has no client for this Kafka. */
    public static KafkaFault notAsked(String why) {
        return new KafkaFault("Kafka is not queried: " + why, null);
    }

    /** An answer that neither the client nor this operator can make sense of. */
    public static KafkaFault unusable(RuntimeException failure) {
        return new KafkaFault("a response from Kafka cannot be used: " + failure, Problem.RefusedByKafka);
    }

    /** What Kafka says, or what the error stands for where it says nothing. */
    static String words(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? Errors.forException(failure).message() : text;
    }

    /** @param right what the request needed, as in "Describe on the topic x" */
    public static KafkaFault of(String right, Throwable failure) {
        String text = words(failure);
        return switch (failure) {
            case AuthorizationException forbidden ->
                new KafkaFault(
                        "Kafka denied a request because of a missing permission (ACL): the principal of the ConnectCluster needs "
                                + right,
                        Problem.NotAuthorized);
            case AuthenticationException unknown ->
                new KafkaFault(
                        "Kafka does not accept the credentials of the ConnectCluster: " + text,
                        Problem.NotAuthenticated);
            case RetriableException later -> silent(text);
            case ConfigException address -> silent(text);
            case KafkaException other
            when other.getCause() instanceof ConfigException address -> silent(String.valueOf(address.getMessage()));
            default ->
                new KafkaFault("Kafka refused a request (%s): %s".formatted(right, text), Problem.RefusedByKafka);
        };
    }

    public TopicsReport report() {
        String message = String.valueOf(getMessage());
        return problem == null
                ? new TopicsReport.Unreachable(message)
                : new TopicsReport.Refused(problem, message, List.of());
    }
}
