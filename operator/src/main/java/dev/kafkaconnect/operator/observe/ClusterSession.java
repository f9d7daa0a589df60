package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What connector reconciles share about one cluster: its REST API, its observer, what there is to ask of its Kafka, the changes
 * that are on their way to it, and what a standalone worker starts with.
 */
public record ClusterSession(
        WorkerClients clients,
        ClusterObserver observer,
        KafkaSession kafkaSession,
        ConnectWriteGate changes,
        Checks checks,
        StandaloneStartSet startSet) {

    /** How long after a change its effect is watched for: a little longer than a new run is waited for. */
    public static final Duration CLOSE_WATCH = Duration.ofSeconds(32);

    /**
     * Carries out a change as soon as the workers can take one more, and has its effect watched for.
     *
     * @throws ConnectFault.Busy while a worker leaves; nothing was sent
     */
    public <T> T permitted(String connector, ConnectWriteGate.Change<T> change)
            throws ConnectFault, InterruptedException {
        try {
            return changes.carryOut(connector, change);
        } finally {
            observer.watchClosely(connector, CLOSE_WATCH);
        }
    }

    /** To be called when pods have changed. */
    public void workersMayHaveChanged() {
        changes.workersMayHaveChanged();
        observer.workersMayHaveChanged();
    }

    /** Request one for each piece of work; never keep it. */
    public ConnectApi api() {
        return clients.any().get();
    }

    /** Those that are ready now, each by its id in Connect. */
    public Supplier<Map<String, ConnectApi>> workers() {
        return clients.ready();
    }

    /** Those that may run tasks now, ready or not, each by its id in Connect. */
    Supplier<Map<String, ConnectApi>> members() {
        return clients.members();
    }

    /** How long each worker waits for the end of a task. */
    Supplier<Duration> taskGrace() {
        return clients.taskGrace();
    }

    public KafkaObserver kafka() {
        return kafkaSession.observer();
    }

    /** How operator and workers reach Kafka now. */
    public Supplier<KafkaAccess> access() {
        return kafkaSession.access();
    }

    StatusTopicIndex topicIndex() {
        return kafkaSession.topicIndex();
    }

    /** When any connector was last seen or heard to change. */
    public Instant lastActivity() {
        Instant seen = observer.changeSeen();
        Instant heard = topicIndex().lastHeard();
        return seen.isAfter(heard) ? seen : heard;
    }
}
