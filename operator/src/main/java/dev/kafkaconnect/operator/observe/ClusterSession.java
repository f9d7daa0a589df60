package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import java.util.concurrent.Semaphore;

/**
 * What connector reconciles share about one cluster: its REST API, its observer, what there is to ask of its Kafka, the
 * permits that bound how many writes are under way on it at once, and what a standalone worker starts with.
 */
public record ClusterSession(
        ConnectApi api, ClusterObserver observer, KafkaObserver kafka, Semaphore writePermits, StartList startList) {

    /** Enough to keep a group of workers busy; more only queue up inside the leader. */
    static final int CONCURRENT_WRITES = 16;
}
