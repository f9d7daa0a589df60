package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.standalone.OffsetsVolume;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import java.util.SortedMap;

/** Where the workers keep connectors, offsets and statuses: the part of their properties that depends on the mode. Pure. */
final class StorageProperties {

    private StorageProperties() {}

    static void addTo(SortedMap<String, String> properties, ClusterPlan plan) {
        switch (plan.mode()) {
            case WorkerMode.Distributed distributed -> group(properties, plan);
            case WorkerMode.Standalone standalone -> properties.put("offset.storage.file.filename", OffsetsVolume.FILE);
        }
    }

    private static void group(SortedMap<String, String> properties, ClusterPlan plan) {
        properties.put("group.id", plan.groupId());
        topic(properties, "config", plan.topics().get(0));
        topic(properties, "offset", plan.topics().get(1));
        topic(properties, "status", plan.topics().get(2));
        properties.put(
                "offset.storage.partitions", String.valueOf(plan.topics().get(1).partitions()));
        properties.put(
                "status.storage.partitions", String.valueOf(plan.topics().get(2).partitions()));
    }

    private static void topic(SortedMap<String, String> properties, String prefix, TopicSpec topic) {
        properties.put(prefix + ".storage.topic", topic.name());
        properties.put(prefix + ".storage.replication.factor", String.valueOf(topic.replicationFactor()));
    }
}
