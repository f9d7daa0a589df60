package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bad input of a ConnectCluster ends in a condition that says what to do, and mending it mends the state. */
@Tag("cluster")
class BadClustersTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("bad-clusters");

    private final Resources resources = CLUSTER.resources();

    @Test
    void kafkaThatDoesNotAnswerIsNamedAndTheClusterStartsOnceTheAddressIsCorrected() {
        resources.apply(Yaml.cluster("lost").replace(LocalCluster.BOOTSTRAP, "kafka-bootstrap.kafka.svc:1"));
        resources.awaitClusterReason("lost", "Reconciling", "KafkaUnreachable");
        assertNoWorkers("lost");

        resources.apply(Yaml.cluster("lost"));

        resources.awaitClusterReady("lost");
        resources.deleteCluster("lost");
    }

    @Test
    void moreCopiesThanBrokersAreRefusedBeforeAnyPodStarts() {
        resources.apply(Yaml.cluster("copies", "topics: {config: {replicationFactor: 5}}"));
        resources.awaitClusterReason("copies", "Stalled", "TooFewBrokers", "5 copies", "3 brokers");
        assertNoWorkers("copies");

        resources.apply(Yaml.cluster("copies", "topics: {config: {replicationFactor: 3}}"));

        resources.awaitClusterReady("copies");
        resources.deleteCluster("copies");
    }

    @Test
    void aTopicThatIsNotAsItMustBeIsRefusedWithWhatWasFoundAndWhatIsWanted() {
        String configs = CLUSTER.namespace() + ".wrong-configs";
        String offsets = CLUSTER.namespace() + ".wrong-offsets";
        CLUSTER.kafka().createTopic(configs, 3, "compact");
        CLUSTER.kafka().createTopic(offsets, 25, "delete");
        resources.apply(Yaml.cluster("wrong"));
        resources.awaitClusterReason(
                "wrong",
                "Stalled",
                "TopicMismatch",
                "3 partitions (wanted 1)",
                "cleanup.policy \"delete\" (wanted \"compact\")");
        assertNoWorkers("wrong");

        CLUSTER.kafka().deleteTopic(configs);
        CLUSTER.kafka().deleteTopic(offsets);

        resources.awaitClusterReady("wrong");
        resources.deleteCluster("wrong");
    }

    @Test
    void anImageThatDoesNotExistIsNamedAndTheRightOneHeals() {
        resources.apply(Yaml.cluster("image", "image: localhost/no-such-worker:1"));
        resources.awaitClusterReason("image", "Stalled", "ImagePullFailed", "localhost/no-such-worker:1", "spec.image");

        resources.apply(Yaml.cluster("image"));

        resources.awaitClusterReady("image");
        resources.deleteCluster("image");
    }

    @Test
    void aWorkerThatEndsAgainAndAgainIsShownWithItsLastWords() {
        resources.apply(Yaml.cluster("crash", "config: {key.converter: no.such.Converter}"));
        resources.awaitClusterReason("crash", "Stalled", "WorkerCrashed", "no.such.Converter");

        resources.apply(Yaml.cluster("crash"));

        resources.awaitClusterReady("crash");
        resources.deleteCluster("crash");
    }

    @Test
    void theNewerOfTwoClustersWithOneGroupIdOrOneTopicIsHeldBackUntilTheOlderIsGone() {
        String group = "groupId: " + CLUSTER.namespace() + "-shared";
        resources.apply(Yaml.cluster("older", group));
        resources.awaitClusterReady("older");

        resources.apply(Yaml.cluster("newer", group));
        resources.apply(
                Yaml.cluster("topical", "topics: {offsets: {name: %s-shared-offsets}}".formatted(CLUSTER.namespace())));
        resources.awaitClusterReason("newer", "Stalled", "GroupIdConflict", "older");
        resources.awaitClusterReason("topical", "Stalled", "TopicConflict", "older");
        assertNoWorkers("newer");
        assertNoWorkers("topical");
        resources.awaitClusterReady("older");
        resources.deleteCluster("topical");
        resources.deleteCluster("older");

        resources.awaitClusterReady("newer");
        resources.deleteCluster("newer");
    }

    @Test
    void aNameThatIsTooLongIsRefusedByTheApiServer() {
        assertThatThrownBy(() -> resources.apply(Yaml.cluster("a".repeat(63))))
                .hasMessageContaining("45 characters at most");
    }

    @Test
    void aNamespaceThatIsDeletedWholeDoesNotHang() {
        String doomed = CLUSTER.namespace() + "-doomed";
        CLUSTER.createNamespace(doomed);
        Resources inDoomed = new Resources(CLUSTER.admin(), doomed);
        inDoomed.apply(Yaml.cluster("doomed"));
        inDoomed.apply(Yaml.idleSource("doomed", "doomed"));
        inDoomed.awaitConnectorReady("doomed");

        CLUSTER.admin().namespaces().withName(doomed).delete();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(
                                CLUSTER.admin().namespaces().withName(doomed).get())
                        .isNull());
    }

    private static void assertNoWorkers(String cluster) {
        assertThat(CLUSTER.admin()
                        .apps()
                        .statefulSets()
                        .inNamespace(CLUSTER.namespace())
                        .withName(cluster + "-worker")
                        .get())
                .isNull();
    }
}
