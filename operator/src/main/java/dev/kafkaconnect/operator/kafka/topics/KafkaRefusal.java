package dev.kafkaconnect.operator.kafka.topics;

import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Says in words for people what a failed request to Kafka means and who can mend it. Pure. */
final class KafkaRefusal {

    private KafkaRefusal() {}

    /** @param right what the request needed, as in "Describe on the topic x" */
    static TopicsReport report(Throwable failure, String right, GroupClaim claim) {
        String text = KafkaFault.words(failure);
        return switch (failure) {
            case SslAuthenticationException tls ->
                refused(
                        Problem.NotAuthenticated,
                        "no TLS connection to Kafka: %s; check spec.kafka.tls.trustedCertificates, the names in the brokers' certificates and, with MutualTls, the certificate of spec.kafka.authentication"
                                .formatted(deepest(tls)));
            case AuthenticationException credentials ->
                refused(
                        Problem.NotAuthenticated,
                        "Kafka does not accept the credentials: %s; check spec.kafka.authentication and the Secrets it names"
                                .formatted(text));
            case AuthorizationException rights ->
                refused(
                        Problem.NotAuthorized,
                        "Kafka denied a request because of a missing permission (ACL): the principal of this cluster needs %s"
                                .formatted(right));
            case InvalidReplicationFactorException brokers ->
                refused(
                        Problem.TooFewBrokers,
                        "Kafka has too few brokers for the internal topics: %s; add brokers or set spec.topics.*.replicationFactor"
                                .formatted(text));
            case ConfigException forbidden
            when text.contains("allowed.urls") ->
                refused(
                        Problem.NotAuthenticated,
                        "the operator may not ask the token endpoint for a token: add spec.kafka.authentication.tokenEndpointUri to OAUTH_TOKEN_ENDPOINTS of the operator's Deployment");
            case RetriableException passing -> unreachable(text);
            case ConfigException address -> unreachable(text);
            default ->
                refused(
                        Problem.RefusedByKafka,
                        "Kafka refused a request about the internal topics %s: %s".formatted(claim.topicNames(), text));
        };
    }

    private static TopicsReport refused(Problem problem, String message) {
        return new TopicsReport.Refused(problem, message, List.of());
    }

    private static TopicsReport unreachable(String text) {
        return new TopicsReport.Unreachable("Kafka cannot be reached: " + text);
    }

    /** What TLS says is in the cause of the cause; what is above it names classes. */
    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
