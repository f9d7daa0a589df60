package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was deleted or stopped while no worker was there does not begin to run when workers are there again. */
@Tag("connect")
@Tag("faults")
class DeletedWithoutWorkersTest {
    private static final Duration START = Duration.ofSeconds(60);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @AfterEach
    void all_workers_are_back() {
        CLUSTER.workers().start();
        CLUSTER.pods.setAllReady(true);
        eventually().until(() -> wanted.reasonOfCluster(OperatedCluster.NAME), "WorkersReady"::equals);
    }

    private void runs(String name, String policy) {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), name, 1);
        wanted.connector(name, SequenceSpecs.source("deletionPolicy: " + policy, "topic: %s, rate: 5".formatted(name)));
    }

    private static long end(String topic) throws Exception {
        return SequenceSpecs.end(CLUSTER.kafka.admin(), topic);
    }

    /** UNASSIGNED for a moment each time that the connector moves from one of the starting workers to another. */
    private static String stateOf(String connector) throws Exception {
        ConnectorListing listed = CLUSTER.connect().connectors().get(connector);
        return listed.status().connector().state();
    }

    @Test
    void what_was_deleted_or_stopped_meanwhile_writes_nothing_when_workers_are_back() throws Exception {
        runs("zero-deleted", "Delete");
        runs("zero-stopped", "Stop");
        runs("zero-kept", "Retain");
        List<String> all = List.of("zero-deleted", "zero-stopped", "zero-kept");
        for (String name : all) {
            eventually().until(() -> CLUSTER.isReady(name) && end(name) > 0);
        }
        CLUSTER.workers().killAll();
        CLUSTER.pods.setAllReady(false);
        eventually().until(() -> wanted.reasonOfConnector("zero-kept"), "ClusterNotReady"::equals);

        all.forEach(wanted::deleteConnector);
        all.forEach(name -> eventually().until(() -> wanted.connector(name) == null));
        long deleted = end("zero-deleted");
        long stopped = end("zero-stopped");
        long kept = end("zero-kept");
        CLUSTER.workers().start();

        within(START).until(() -> end("zero-kept") > kept);
        assertThat(CLUSTER.connect().connectors()).containsOnlyKeys("zero-stopped", "zero-kept");
        within(START).until(() -> stateOf("zero-stopped"), "STOPPED"::equals);
        assertThat(end("zero-deleted")).isEqualTo(deleted);
        assertThat(end("zero-stopped")).isEqualTo(stopped);
        CLUSTER.connect().resume("zero-stopped");
        within(START).until(() -> end("zero-stopped") > stopped);
    }
}
