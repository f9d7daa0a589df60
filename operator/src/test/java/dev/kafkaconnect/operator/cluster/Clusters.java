package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.api.connectclusterspec.Config;
import dev.kafkaconnect.api.connectclusterspec.Kafka;
import dev.kafkaconnect.api.connectclusterspec.Topics;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.values.RevisionKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes ConnectClusters for tests, as sparse as the definition allows. */
public final class Clusters {
    public static final ClusterPlanner PLANNER = new ClusterPlanner(
            "registry.example.com/worker:1", PluginDelivery.ImageVolume, "kafka-connect-operator", LoginClasses.NONE);

    public static final RevisionKey KEY = new RevisionKey(new byte[] {1, 2, 3});

    private Clusters() {}

    public static ConnectCluster cluster(String namespace, String name) {
        ConnectCluster cluster = new ConnectCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withUid("uid-of-" + namespace + "-" + name)
                .withGeneration(1L)
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .build());
        Kafka kafka = new Kafka();
        kafka.setBootstrapServers("kafka:9092");
        ConnectClusterSpec spec = new ConnectClusterSpec();
        spec.setKafka(kafka);
        spec.setTopics(new Topics());
        cluster.setSpec(spec);
        return cluster;
    }

    public static ConnectCluster created(ConnectCluster cluster, String timestamp) {
        cluster.getMetadata().setCreationTimestamp(timestamp);
        return cluster;
    }

    public static ConnectCluster onKafka(
            ConnectCluster cluster, String bootstrapServers, @Nullable String kafkaClusterId) {
        cluster.getSpec().getKafka().setBootstrapServers(bootstrapServers);
        if (kafkaClusterId != null) {
            ConnectClusterStatus status = new ConnectClusterStatus();
            status.setKafkaClusterId(kafkaClusterId);
            cluster.setStatus(status);
        }
        return cluster;
    }

    public static ConnectCluster withConfig(ConnectCluster cluster, Map<String, Object> properties) {
        Config config = new Config();
        properties.forEach(config::setAdditionalProperty);
        cluster.getSpec().setConfig(config);
        return cluster;
    }

    public static ResolvedSecrets secrets(List<Secret> secrets, List<ConfigMap> configMaps) {
        Map<String, Content> contents = new TreeMap<>();
        for (ConfigMap map : configMaps) {
            Map<String, byte[]> data = new TreeMap<>();
            map.getData().forEach((key, value) -> data.put(key, value.getBytes(StandardCharsets.UTF_8)));
            contents.put(
                    "ConfigMap/" + map.getMetadata().getName(),
                    new Content(map.getMetadata().getResourceVersion(), data, "uid", Map.of()));
        }
        for (Secret secret : secrets) {
            Map<String, byte[]> data = new TreeMap<>();
            secret.getData()
                    .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
            contents.put(
                    secret.getMetadata().getName(),
                    new Content(secret.getMetadata().getResourceVersion(), data, "uid", Map.of()));
        }
        return ResolvedSecrets.of(contents, KEY);
    }

    public static ClusterPlan plan(ConnectCluster cluster) {
        try {
            return PLANNER.plan(cluster);
        } catch (InvalidSpec invalid) {
            throw new AssertionError(invalid.text(), invalid);
        }
    }
}
