package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.wrapped.RedactedConnectApi;
import dev.kafkaconnect.operator.connector.check.ConfigCheck.Objection;
import dev.kafkaconnect.operator.connector.spec.DeadLetterQueue;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.PluginName;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to the topic of a dead letter queue before a connector that uses it is sent to the workers, who would create it
 * with whatever number of copies their Kafka allows. Called by {@link ConnectorActor}, without a permit, and by {@link
 * ConnectorReconciliation} for a connector that runs already.
 */
final class DeadLetterCheck {

    private DeadLetterCheck() {}

    /** What speaks against the dead letter queue; empty if nothing does, or if there is none. */
    static Optional<Objection> ask(RedactedSession session, DesiredConnector desired) throws ConnectFault {
        DeadLetterQueue queue = desired.deadLetterQueue();
        if (queue == null) {
            return Optional.empty();
        }
        if (isSource(session.api(), desired.connectorClass())) {
            return objection(new Verdict.Stalled(
                    Reason.ConfigInvalid,
                    "spec.deadLetterQueue is for sinks, and %s is a source; remove it"
                            .formatted(desired.connectorClass())));
        }
        return obstacle(session.kafka().ensureDeadLetters(queue.topic())).flatMap(DeadLetterCheck::objection);
    }

    /**
     * What speaks against the topic of a connector that runs: it was deleted since, or the spec wants another number of
     * partitions, which is no part of the configuration. Kafka is asked rarely and in the background; a topic that is
     * missing is created again.
     */
    static Optional<Verdict> later(RedactedSession session, DesiredConnector desired) {
        DeadLetterQueue queue = desired.deadLetterQueue();
        if (queue == null) {
            return Optional.empty();
        }
        TopicSpec wanted = queue.topic();
        return session.kafka()
                .partitions(desired.connectName(), Set.of(wanted.name()))
                .filter(found -> !Objects.equals(found.get(wanted.name()), wanted.partitions()))
                .flatMap(differs -> obstacle(session.kafka().ensureDeadLetters(wanted)));
    }

    private static Optional<Verdict> obstacle(TopicsReport report) {
        return switch (report) {
            case TopicsReport.Verified verified -> Optional.empty();
            // The workers create the topic, with as many copies as the connector's configuration says.
            case TopicsReport.NotLookedAt without -> Optional.empty();
            case TopicsReport.Unreachable silent ->
                Optional.of(new Verdict.Progressing(Reason.KafkaUnreachable, silent.message()));
            case TopicsReport.Refused refused -> Optional.of(verdict(refused));
        };
    }

    private static Optional<Objection> objection(Verdict verdict) {
        return Optional.of(new Objection(verdict, List.of()));
    }

    private static Verdict verdict(TopicsReport.Refused refused) {
        String message = refused.message();
        return switch (refused.problem()) {
            case Mismatch -> new Verdict.Stalled(Reason.TopicMismatch, message);
            case Missing -> new Verdict.Awaiting(Reason.TopicMissing, message);
            case Vanished, AnotherKafka -> new Verdict.Stalled(Reason.TopicVanished, message);
            case TooFewBrokers -> new Verdict.Awaiting(Reason.TooFewBrokers, message);
            case NotAuthenticated -> new Verdict.Awaiting(Reason.KafkaAuthenticationFailed, message);
            case NotAuthorized, RefusedByKafka, ForeignMember, FormerMember ->
                new Verdict.Stalled(Reason.KafkaRefused, message);
        };
    }

    private static boolean isSource(RedactedConnectApi api, String connectorClass) throws ConnectFault {
        return api.plugins().stream()
                .filter(plugin -> "source".equals(plugin.type()))
                .map(InstalledPlugin::className)
                .anyMatch(name -> PluginName.means(connectorClass, name));
    }
}
