package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A declared change of offsets on real workers: not twice, and not given up because a task is slow to end. */
@Tag("connect")
class OffsetsOnceTest {
    private static final Duration SETTLED = Duration.ofSeconds(45);
    private static final String TOPIC = "numbers-once";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;

    private void isReady(String name) {
        within(SETTLED).until(() -> CLUSTER.isReady(name));
    }

    private Offsets outcome(String name) {
        return wanted.connector(name).getStatus().getOffsets();
    }

    @Test
    void a_replay_that_stayed_in_the_spec_is_not_repeated_by_the_next_connector() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
        String spec = SequenceSpecs.source(
                "deletionPolicy: Retain\noffsets: {id: replay, reset: true}",
                "topic: %s, rate: 50, end: 10".formatted(TOPIC));
        wanted.connector("replayed", spec);
        isReady("replayed");
        within(SETTLED).until(() -> records() == 10);
        Offsets first = outcome("replayed");
        assertThat(first.getResult()).isEqualTo("Done");

        wanted.deleteConnector("replayed");
        eventually().until(() -> wanted.connector("replayed") == null);
        wanted.connector("replayed", spec);

        isReady("replayed");
        assertThat(outcome("replayed")).usingRecursiveComparison().isEqualTo(first);
        assertThat(CLUSTER.count("DELETE /connectors/replayed/offsets")).isEqualTo(1);
        assertThat(records()).isEqualTo(10);
    }

    private int records() {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), TOPIC)
                .values()
                .size();
    }

    @Test
    void a_sink_whose_task_is_slow_to_end_stays_stopped_until_its_offsets_are_reset() {
        Path control = directory.resolve("control");
        SequenceSpecs.tell(control, "");
        SequenceSpecs.topic(CLUSTER.kafka.admin(), "numbers-to-sink", 1);
        SequenceSpecs.topic(CLUSTER.kafka.admin(), "receipts-of-slow", 1);
        wanted.connector(
                "slow",
                SequenceSpecs.sink(
                        "",
                        "topics: numbers-to-sink, receipts.topic: receipts-of-slow, receipts.bootstrap.servers: '%s', control.file: %s"
                                .formatted(CLUSTER.kafka.bootstrapServers(), control)));
        isReady("slow");
        SequenceSpecs.tell(control, "move=hang\n");
        SequenceSpecs.whoHangs(control, "move");

        wanted.changeConnector("slow", "offsets: {id: again, reset: true}");

        within(SETTLED)
                .until(
                        () -> wanted.ofConnector("slow", "Ready").getMessage(),
                        told -> told.contains("connect-slow has other members"));
        assertThat(wanted.reasonOfConnector("slow")).isEqualTo("ChangingOffsets");
        assertThat(wanted.connector("slow").getStatus().getState()).isEqualTo("Stopped");
        assertThat(outcome("slow")).isNull();
        SequenceSpecs.tell(control, "");

        isReady("slow");
        assertThat(outcome("slow").getResult()).isEqualTo("Done");
        assertThat(wanted.reasonOfConnector("slow")).isEqualTo("Running");
    }
}
