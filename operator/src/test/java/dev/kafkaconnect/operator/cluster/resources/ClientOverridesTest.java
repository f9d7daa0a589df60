package dev.kafkaconnect.operator.cluster.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOverridesTest {
    private static final String POLICY = "connector.client.config.override.policy";
    private static final String LIST = "connector.client.config.override.allowlist";

    private static final List<ConfigDef> CLIENTS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

    @Test
    void connectorsMayTuneTheirClientsAndNothingElse() {
        SortedMap<String, String> properties = with(Map.of());

        assertThat(properties).containsEntry(POLICY, "Allowlist");
        assertThat(allowed(properties)).contains("batch.size", "linger.ms", "auto.offset.reset", "max.poll.records");
    }

    @Test
    void everyAllowedPropertyIsOneOfAClient() {
        Set<String> known = new TreeSet<>();
        CLIENTS.forEach(client -> known.addAll(client.names()));

        assertThat(known).containsAll(allowed(with(Map.of())));
    }

    @Test
    void nothingThatLoadsAClassIsAllowed() {
        Set<String> loading = new TreeSet<>();
        CLIENTS.forEach(client -> client.configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.CLASS || key.type == ConfigDef.Type.LIST)
                .forEach(key -> loading.add(key.name)));

        assertThat(loading).contains("interceptor.classes", "metric.reporters");
        assertThat(allowed(with(Map.of()))).doesNotContainAnyElementsOf(loading);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.",
                "security.",
                "sasl.",
                "ssl.",
                "interceptor",
                "metric",
                "client.id",
                "group.",
                "acks",
                "transactional",
                "idempotence",
                "config.providers",
                "serializer",
                "deserializer",
                "partitioner"
            })
    void neitherSecurityNorIdentityNorPromisesAreAllowed(String part) {
        assertThat(allowed(with(Map.of()))).noneMatch(name -> name.contains(part));
    }

    @Test
    void theListIsSortedAndNamesNothingTwice() {
        assertThat(allowed(with(Map.of()))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theOwnerOfTheClusterDecidesOnTheList() {
        SortedMap<String, String> properties = with(Map.of(LIST, "client.id"));

        assertThat(properties).containsEntry(POLICY, "Allowlist").containsEntry(LIST, "client.id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "All", "com.example.OwnPolicy"})
    void anotherPolicyHasNoList(String policy) {
        assertThat(with(Map.of(POLICY, policy))).containsEntry(POLICY, policy).doesNotContainKey(LIST);
    }

    private static SortedMap<String, String> with(Map<String, String> config) {
        SortedMap<String, String> properties = new TreeMap<>(config);
        ClientOverrides.addTo(properties);
        return properties;
    }

    private static List<String> allowed(Map<String, String> properties) {
        return List.of(properties.getOrDefault(LIST, "").split(","));
    }
}
