package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two ConnectClusters that would mix up their connectors: the older one works, the newer one is held back. */
@Tag("apiserver")
class ClusterConflictTest {
    private static final String ONE_GROUP = "kafka:\n  bootstrapServers: %s\ngroupId: payments\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);

    @Test
    void the_newer_of_two_clusters_with_one_group_is_stalled_until_the_older_is_deleted() {
        wanted.cluster("older", ONE_GROUP.formatted("kafka:9092"));
        aSecondPassesSince("older");
        wanted.cluster("newer", ONE_GROUP.formatted("kafka:9092"));

        eventually().until(() -> wanted.reasonOfCluster("newer"), "GroupIdConflict"::equals);
        eventually().until(() -> new WorkerPlayer(API, "older").statefulSet(), found -> found != null);
        assertThat(wanted.ofCluster("newer", "Stalled").getMessage())
                .contains("payments")
                .contains(API.namespace() + "/older");
        assertThat(new WorkerPlayer(API, "newer").statefulSet()).isNull();

        wanted.deleteCluster("older");

        eventually().until(() -> new WorkerPlayer(API, "newer").statefulSet(), found -> found != null);
        eventually().until(() -> wanted.ofCluster("newer", "Stalled") == null);
    }

    @Test
    void the_newer_of_two_clusters_that_reach_one_kafka_by_different_addresses_is_stalled() {
        TopicsReport.Verified same = new TopicsReport.Verified("the-same-kafka", List.of());
        operator.topics.answer("kafka:9092", same);
        operator.topics.answer("kafka.other.name:9092", same);
        wanted.cluster("older", ONE_GROUP.formatted("kafka:9092"));
        eventually().until(() -> new WorkerPlayer(API, "older").statefulSet(), found -> found != null);
        aSecondPassesSince("older");

        wanted.cluster("newer", ONE_GROUP.formatted("kafka.other.name:9092"));

        eventually().until(() -> wanted.reasonOfCluster("newer"), "GroupIdConflict"::equals);
        assertThat(new WorkerPlayer(API, "newer").statefulSet()).isNull();
    }

    @Test
    void clusters_with_one_group_on_different_kafkas_do_not_disturb_each_other() {
        wanted.cluster("older", ONE_GROUP.formatted("kafka:9092"));
        eventually().until(() -> new WorkerPlayer(API, "older").statefulSet(), found -> found != null);
        aSecondPassesSince("older");

        wanted.cluster("newer", ONE_GROUP.formatted("another:9092"));

        eventually().until(() -> new WorkerPlayer(API, "newer").statefulSet(), found -> found != null);
    }

    @Test
    void a_cluster_is_not_accused_of_a_conflict_on_a_kafka_that_nobody_has_reached_yet() {
        operator.topics.answer("gone:9092", new TopicsReport.Unreachable("Kafka cannot be reached: timed out"));
        wanted.cluster("older", ONE_GROUP.formatted("gone:9092"));
        eventually().until(() -> wanted.reasonOfCluster("older"), "KafkaUnreachable"::equals);
        aSecondPassesSince("older");

        wanted.cluster("newer", ONE_GROUP.formatted("kafka:9092"));

        eventually().until(() -> wanted.reasonOfCluster("newer"), "NotChecked"::equals);
        assertThat(wanted.ofCluster("newer", "Stalled")).isNull();
    }

    /** Ages are compared by seconds. */
    private void aSecondPassesSince(String cluster) {
        Instant created = Instant.parse(wanted.cluster(cluster).getMetadata().getCreationTimestamp());
        eventually().until(() -> Instant.now().isAfter(created.plusMillis(1_100)));
    }
}
