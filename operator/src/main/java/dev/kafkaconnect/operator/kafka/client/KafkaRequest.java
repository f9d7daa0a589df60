package dev.kafkaconnect.operator.kafka.client;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for an answer of Kafka and, when it is a refusal, keeps in mind what had been asked for. */
public final class KafkaRequest {

    private KafkaRequest() {}

    /** @param right what the request needs, as in "Describe on the topic x" */
    public static <T> T answer(String right, KafkaFuture<T> future) throws Failed, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new Failed(right, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    /** The request failed for the given cause, which the client has repeated as long as that made sense. */
    public static final class Failed extends Exception {
        private final String right;
        private final Throwable reason;

        Failed(String right, Throwable reason) {
            super(right, reason, false, false);
            this.right = right;
            this.reason = reason;
        }

        public String right() {
            return right;
        }

        public Throwable reason() {
            return reason;
        }
    }
}
