package dev.kafkaconnect.operator.cluster.resources;

import static dev.kafkaconnect.operator.cluster.resources.PropertiesAsRead.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WorkerPropertiesTest {

    @Test
    void holdsNothingBeyondWhatIsMeantToBeThere() throws IOException {
        Properties read = read(Clusters.cluster("team", "payments"));

        assertThat(read.stringPropertyNames())
                .containsExactlyInAnyOrder(
                        "bootstrap.servers",
                        "group.id",
                        "client.id",
                        "listeners",
                        "listeners.https.ssl.client.auth",
                        "listeners.https.ssl.endpoint.identification.algorithm",
                        "listeners.https.ssl.keystore.location",
                        "listeners.https.ssl.keystore.type",
                        "listeners.https.ssl.truststore.location",
                        "listeners.https.ssl.truststore.type",
                        "rest.advertised.listener",
                        "rest.client.host",
                        "rest.clients.file",
                        "key.converter",
                        "value.converter",
                        "scheduled.rebalance.max.delay.ms",
                        "connector.client.config.override.policy",
                        "connector.client.config.override.allowlist",
                        "heartbeat.interval.ms",
                        "internal.topics.automatic.creation.enable",
                        "isolation.level",
                        "config.providers",
                        "config.providers.values.class",
                        "config.providers.values.param.allowed.paths",
                        "config.providers.values.scope",
                        "config.storage.topic",
                        "config.storage.replication.factor",
                        "offset.storage.topic",
                        "offset.storage.partitions",
                        "offset.storage.replication.factor",
                        "status.storage.topic",
                        "status.storage.partitions",
                        "status.storage.replication.factor");
    }

    @Test
    void namesEachTopicInItsOwnPlace() throws IOException {
        Properties read = read(Clusters.cluster("team", "payments"));

        assertThat(read)
                .containsEntry("config.storage.topic", "team.payments-configs")
                .containsEntry("offset.storage.topic", "team.payments-offsets")
                .containsEntry("status.storage.topic", "team.payments-status")
                .containsEntry("offset.storage.partitions", "25")
                .containsEntry("status.storage.partitions", "5");
    }

    @Test
    void theUserMayReplaceADefault() throws IOException {
        Properties read = read(config(Map.of("value.converter", "org.example.Converter")));

        assertThat(read).containsEntry("value.converter", "org.example.Converter");
    }

    @Test
    void doesNotDependOnTheOrderInWhichTheConfigWasWritten() {
        String one = WorkerProperties.file(Clusters.plan(config(Map.of("a", 1, "b", 2, "c", 3, "d", 4))));
        String other = WorkerProperties.file(Clusters.plan(config(Map.of("d", 4, "c", 3, "b", 2, "a", 1))));

        assertThat(other).isEqualTo(one);
    }

    private static ConnectCluster config(Map<String, Object> properties) {
        return Clusters.withConfig(Clusters.cluster("team", "payments"), properties);
    }
}
