package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records on their way through a source and a sink that are paused, stopped, changed and restarted: none is lost. */
@Tag("connect")
class RecordsFlowTest {
    private static final Duration SETTLED = Duration.ofSeconds(45);
    private static final int SEQUENCES = 2;

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @Test
    void what_a_source_writes_while_its_sink_rests_arrives_later_and_nothing_comes_twice() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), "flow", SEQUENCES);
        SequenceSpecs.topic(CLUSTER.kafka.admin(), "flow-receipts", 1);
        wanted.connector(
                "flow-source",
                SequenceSpecs.source("tasksMax: 2", "topic: flow, sequences: %d, rate: 20".formatted(SEQUENCES)));
        wanted.connector(
                "flow-sink",
                SequenceSpecs.sink(
                        "tasksMax: 2",
                        "topics: flow, receipts.topic: flow-receipts, receipts.bootstrap.servers: '%s'"
                                .formatted(CLUSTER.kafka.bootstrapServers())));
        within(SETTLED).until(() -> read("flow-receipts").records() > 0);

        change("flow-sink", "state: Paused");
        aFewMoreRecords();
        change("flow-source", "config: {rate: 40}");
        change("flow-sink", "state: Stopped");
        change("flow-source", "tasksMax: 1");
        aFewMoreRecords();
        change("flow-sink", "state: Running");
        wanted.annotateConnector("flow-source", "kafkaconnect.dev/restartedAt", "now");
        aFewMoreRecords();
        change("flow-source", "state: Stopped");

        Sequences written = read("flow");
        assertThat(written.byName()).hasSize(SEQUENCES);
        assertThat(written.missing()).isZero();
        assertThat(written.repeated()).isZero();
        within(SETTLED).until(() -> read("flow-receipts").records() >= written.records());
        Sequences delivered = read("flow-receipts");
        assertThat(delivered.missing()).isZero();
        assertThat(delivered.repeated()).isZero();
        assertThat(delivered.records()).isEqualTo(written.records());
    }

    private void change(String connector, String change) {
        wanted.changeConnector(connector, change);
        within(SETTLED).until(() -> CLUSTER.isReady(connector));
    }

    private void aFewMoreRecords() {
        int before = read("flow").records();
        within(SETTLED).until(() -> read("flow").records() > before + 20);
    }

    private static Sequences read(String topic) {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), topic).sequences();
    }
}
