package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.topics.Config;
import dev.kafkaconnect.api.connectclusterspec.topics.Offsets;
import dev.kafkaconnect.api.connectclusterspec.topics.Status;

/** Internal topics in the spec of a ConnectCluster, for tests of its plan: no two numbers are equal. */
final class ClusterTopics {

    private ClusterTopics() {}

    static void set(ConnectCluster cluster, String configName, String offsetsName, String statusName) {
        Config config = new Config();
        config.setName(configName);
        config.setReplicationFactor(1);
        Offsets offsets = new Offsets();
        offsets.setName(offsetsName);
        offsets.setReplicationFactor(2);
        offsets.setPartitions(50);
        Status status = new Status();
        status.setName(statusName);
        status.setReplicationFactor(4);
        status.setPartitions(10);
        cluster.getSpec().getTopics().setConfig(config);
        cluster.getSpec().getTopics().setOffsets(offsets);
        cluster.getSpec().getTopics().setStatus(status);
    }
}
