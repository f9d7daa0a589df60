package dev.kafkaconnect.bench.samples;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Config;
import dev.kafkaconnect.api.connectclusterspec.Kafka;
import dev.kafkaconnect.api.connectclusterspec.Topics;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Makes ConnectClusters and their plans. */
public final class Clusters {
    public static final ClusterPlanner PLANNER = new ClusterPlanner(
            "registry.example.com/worker:1", PluginDelivery.ImageVolume, "kafka-connect-operator", LoginClasses.NONE);

    private Clusters() {}

    public static ConnectCluster withKeys(int keys) {
        Config config = new Config();
        Configs.written(keys).forEach(config::setAdditionalProperty);
        Kafka kafka = new Kafka();
        kafka.setBootstrapServers("kafka:9092");
        ConnectClusterSpec spec = new ConnectClusterSpec();
        spec.setKafka(kafka);
        spec.setTopics(new Topics());
        spec.setConfig(config);
        ConnectCluster cluster = new ConnectCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team")
                .withName("payments")
                .withUid("uid-of-payments")
                .withGeneration(1L)
                .build());
        cluster.setSpec(spec);
        return cluster;
    }

    /** With the certificates of its REST API, which a plan does not know. */
    public static ClusterPlan plan(ConnectCluster cluster) {
        try {
            ClusterPlan plan = PLANNER.plan(cluster);
            return plan.withRest(plan.rest().withRevision("0123456789abcdef"));
        } catch (InvalidSpec invalid) {
            throw new IllegalStateException(invalid.text(), invalid);
        }
    }
}
