package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What connector reconciles share about one cluster: its REST API, its observer, what there is to ask of its Kafka, what the
 * workers note of states, the changes that are on their way to it, and what a standalone worker starts with.
 *
 * @param current the client to use now, answered by any worker: where and as whom they are asked can change
 * @param workers those that are alive now, each by its id in Connect and with a client that none but it answers
 * @param members the same with those that may run tasks although they are not ready
 * @param taskGrace how long each worker waits for the end of a task
 * @param access how operator and workers reach Kafka now
 */
public record ClusterSession(
        Supplier<ConnectApi> current,
        Supplier<Map<String, ConnectApi>> workers,
        Supplier<Map<String, ConnectApi>> members,
        Supplier<Duration> taskGrace,
        ClusterObserver observer,
        KafkaObserver kafka,
        Supplier<KafkaAccess> access,
        StatusTopicIndex topicIndex,
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
            observer.watchClosely(CLOSE_WATCH);
        }
    }

    /** To be called when pods have changed. */
    public void workersMayHaveChanged() {
        changes.workersMayHaveChanged();
        observer.workersMayHaveChanged();
    }

    /** Request one for each piece of work; never keep it. */
    public ConnectApi api() {
        return current.get();
    }

    /** When any connector was last seen or heard to change. */
    public Instant lastActivity() {
        Instant seen = observer.changeSeen();
        Instant heard = topicIndex.lastHeard();
        return seen.isAfter(heard) ? seen : heard;
    }
}
