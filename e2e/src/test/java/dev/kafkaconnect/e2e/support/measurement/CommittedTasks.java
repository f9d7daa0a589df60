package dev.kafkaconnect.e2e.support.measurement;

import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The tasks that workers have written to their config topic since this was made. The REST API goes on reporting the tasks of an earlier
 * configuration as running, so that it does not tell when a change is in effect.
 */
public final class CommittedTasks implements AutoCloseable {
    private static final String COMMIT = "commit-";

    private final FollowedTopic configs;

    public CommittedTasks(OperatedCluster cluster) {
        this.configs = new FollowedTopic(cluster, "configs");
    }

    /** Returns when there were some of each of these connectors. */
    public void await(Collection<String> connectors) {
        configs.await(connectors, CommittedTasks::connector);
    }

    private static Optional<String> connector(ConsumerRecord<String, String> record) {
        return record.key().startsWith(COMMIT)
                ? Optional.of(record.key().substring(COMMIT.length()))
                : Optional.empty();
    }

    /** Returns when there were none for a while: the workers have done all that was asked of them. */
    public void awaitNone(Duration quiet) {
        configs.awaitNone(quiet);
    }

    @Override
    public void close() {
        configs.close();
    }
}
