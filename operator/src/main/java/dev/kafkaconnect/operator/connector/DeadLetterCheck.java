package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connector.ConfigCheck.Objection;
import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Sees to the topic of a dead letter queue before a connector that uses it is sent to the workers, who would create it
 * with whatever number of copies their Kafka allows. Called by {@link ConnectorActor}, without a permit.
 */
final class DeadLetterCheck {

    private DeadLetterCheck() {}

    /** What speaks against the dead letter queue; empty if nothing does, or if there is none. */
    static Optional<Objection> ask(ClusterSession session, DesiredConnector desired) throws ConnectFault {
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
        return switch (session.kafka().ensureDeadLetters(queue.topic())) {
            case TopicsReport.Verified verified -> Optional.empty();
            case TopicsReport.Unreachable silent ->
                objection(new Verdict.Waiting(Reason.KafkaUnreachable, silent.message()));
            case TopicsReport.Refused refused -> objection(new Verdict.Stalled(reason(refused), refused.message()));
        };
    }

    private static Optional<Objection> objection(Verdict verdict) {
        return Optional.of(new Objection(verdict, List.of()));
    }

    private static Reason reason(TopicsReport.Refused refused) {
        return switch (refused.problem()) {
            case Mismatch -> Reason.TopicMismatch;
            case Missing -> Reason.TopicMissing;
            case Vanished -> Reason.TopicVanished;
            case TooFewBrokers -> Reason.TooFewBrokers;
            case NotAuthenticated -> Reason.KafkaAuthenticationFailed;
            case NotAuthorized, RefusedByKafka, ForeignMember -> Reason.KafkaRefused;
        };
    }

    /** Classes can be named in full, by their simple name, and without the word Connector at its end. */
    private static boolean isSource(ConnectApi api, String connectorClass) throws ConnectFault {
        return api.plugins().stream()
                .filter(plugin -> "source".equals(plugin.type()))
                .map(InstalledPlugin::className)
                .anyMatch(name -> name.equals(connectorClass)
                        || simpleName(name).equals(connectorClass)
                        || simpleName(name).equals(connectorClass + "Connector"));
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
