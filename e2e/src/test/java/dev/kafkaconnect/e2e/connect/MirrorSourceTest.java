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

/** MirrorMaker's source connector as its users run it: topics of one Kafka, here the same under another name, in a second. */
@Tag("connect")
class MirrorSourceTest {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 200;

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @Test
    void a_topic_arrives_whole_and_goes_on_after_a_pause_and_a_change() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), "orders", PARTITIONS);
        wanted.connector(
                "orders",
                SequenceSpecs.source("", "topic: orders, sequences: 4, rate: 100, end: %d".formatted(RECORDS)));
        wanted.connector("mirror", """
                clusterRef: {name: %s}
                class: org.apache.kafka.connect.mirror.MirrorSourceConnector
                tasksMax: %d
                config:
                  source.cluster.alias: north
                  target.cluster.alias: south
                  source.cluster.bootstrap.servers: '%s'
                  target.cluster.bootstrap.servers: '%s'
                  topics: orders
                  refresh.topics.interval.seconds: 1
                  sync.topic.acls.enabled: false
                  key.converter: org.apache.kafka.connect.converters.ByteArrayConverter
                  value.converter: org.apache.kafka.connect.converters.ByteArrayConverter
                """.formatted(
                OperatedCluster.NAME, PARTITIONS, CLUSTER.kafka.bootstrapServers(), CLUSTER.kafka.bootstrapServers()));

        within(SETTLED).until(() -> CLUSTER.isReady("mirror"));
        // It may have seen the first partition before the second.
        within(SETTLED).until(() -> wanted.connector("mirror").getStatus().getTasksReady(), "2/2"::equals);
        assertThat(wanted.connector("mirror").getStatus().getType()).isEqualTo("source");
        arrives(RECORDS);

        change("state: Stopped");
        wanted.changeConnector("orders", "config: {end: %d}".formatted(2 * RECORDS));
        change("state: Running\nconfig: {refresh.topics.interval.seconds: 2}");

        arrives(2 * RECORDS);
    }

    private void change(String change) {
        wanted.changeConnector("mirror", change);
        within(SETTLED).until(() -> CLUSTER.isReady("mirror"));
    }

    private static void arrives(int each) {
        within(SETTLED).untilAsserted(() -> {
            Sequences arrived = new RecordReader(CLUSTER.kafka.bootstrapServers(), "north.orders").sequences();
            assertThat(arrived.byName()).hasSize(4);
            assertThat(arrived.missing()).isZero();
            assertThat(arrived.repeated()).isZero();
            assertThat(arrived.records()).isEqualTo(4 * each);
        });
    }
}
