package dev.kafkaconnect.e2e.support.measurement;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The tasks whose end workers have written to their status topic since this was made. The REST API ceases to report a connector when its
 * deletion is written, while its tasks go on until the next rebalance.
 */
public final class EndedTasks implements AutoCloseable {
    private static final Pattern TASK = Pattern.compile("status-task-(.+)-0");

    private final FollowedTopic states;

    public EndedTasks(OperatedCluster cluster) {
        this.states = new FollowedTopic(cluster, "status");
    }

    /** Returns when the first task of each of these connectors has ended. */
    public void await(Collection<String> connectors) {
        states.await(connectors, EndedTasks::ended);
    }

    private static Optional<String> ended(ConsumerRecord<String, String> record) {
        Matcher task = TASK.matcher(record.key());
        return task.matches() && record.value() != null && record.value().contains("\"state\":\"UNASSIGNED\"")
                ? Optional.of(task.group(1))
                : Optional.empty();
    }

    @Override
    public void close() {
        states.close();
    }
}
