package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.resources.WorkerProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedPropertiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "group.id",
                "client.id",
                "exactly.once.source.support",
                "config.storage.topic",
                "config.storage.replication.factor",
                "offset.storage.topic",
                "offset.storage.partitions",
                "status.storage.topic",
                "listeners",
                "listeners.https.ssl.keystore.location",
                "admin.listeners",
                "rest.advertised.host.name",
                "rest.advertised.port",
                "plugin.path",
                "security.protocol",
                "sasl.jaas.config",
                "producer.sasl.jaas.config",
                "consumer.ssl.truststore.location",
                "admin.ssl.keystore.key",
                "config.providers.kafkasecurity.class"
            })
    void whatTheOperatorDecidesIsReserved(String key) {
        assertThat(WorkerProperties.isReserved(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key.converter",
                "offset.flush.interval.ms",
                "scheduled.rebalance.max.delay.ms",
                "status.update.interval",
                "producer.compression.type",
                "consumer.group.instance.id",
                "rest.extension.classes",
                "ssl.endpoint.identification.algorithm",
                "producer.ssl.cipher.suites",
                "config.providers",
                "config.providers.env.class",
                "plugin.discovery",
                "plugin.other"
            })
    void theRestIsTheUsers(String key) {
        assertThat(WorkerProperties.isReserved(key)).isFalse();
    }
}
