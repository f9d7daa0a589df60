package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
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
    void kafka_that_does_not_answer_is_named_and_the_cluster_starts_once_the_address_is_corrected() {
        resources.apply(Yaml.cluster("lost").replace(LocalCluster.BOOTSTRAP, "kafka-bootstrap.kafka.svc:1"));
        resources.awaitClusterReason("lost", "Reconciling", "KafkaUnreachable");
        assertNoWorkers("lost");

        resources.apply(Yaml.cluster("lost"));

        resources.awaitClusterReady("lost");
        resources.deleteCluster("lost");
    }

    @Test
    void more_copies_than_brokers_are_refused_before_any_pod_starts() {
        resources.apply(Yaml.cluster("copies", "topics: {config: {replicationFactor: 5}}"));
        resources.awaitClusterReason("copies", "Reconciling", "TooFewBrokers", "5 replicas", "3 brokers");
        assertNoWorkers("copies");

        resources.apply(Yaml.cluster("copies", "topics: {config: {replicationFactor: 3}}"));

        resources.awaitClusterReady("copies");
        resources.deleteCluster("copies");
    }

    @Test
    void a_topic_that_is_not_as_it_must_be_is_refused_with_what_was_found_and_what_is_wanted() {
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
    void an_image_that_does_not_exist_or_is_no_worker_image_is_named_and_the_right_one_heals() {
        resources.apply(Yaml.cluster("image", "image: localhost/no-such-worker:1"));
        resources.awaitClusterReason("image", "Stalled", "ImagePullFailed", "localhost/no-such-worker:1", "spec.image");
        resources.apply(Yaml.cluster("image", "image: " + TestImages.fileConnectors()));
        resources.awaitClusterReason("image", "Stalled", "WorkerCrashed", "USER 1001", "spec.image");

        resources.apply(Yaml.cluster("image"));

        resources.awaitClusterReady("image");
        resources.deleteCluster("image");
    }

    @Test
    void a_worker_that_ends_again_and_again_is_shown_with_its_last_words() {
        resources.apply(Yaml.cluster("crash", "config: {key.converter: no.such.Converter}"));
        resources.awaitClusterReason("crash", "Stalled", "WorkerCrashed", "no.such.Converter");

        resources.apply(Yaml.cluster("crash"));

        resources.awaitClusterReady("crash");
        resources.deleteCluster("crash");
    }

    @Test
    void the_newer_of_two_clusters_with_one_group_id_or_one_topic_is_held_back_until_the_older_is_gone() {
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
    void a_name_that_is_too_long_is_refused_by_the_api_server() {
        assertThatThrownBy(() -> resources.apply(Yaml.cluster("a".repeat(63))))
                .hasMessageContaining("45 characters at most");
    }

    @Test
    void a_namespace_that_is_deleted_whole_does_not_hang() {
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
