package dev.kafkaconnect.operator.cluster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.report.ConnectorsKeptCondition;
import dev.kafkaconnect.operator.connect.InitialState;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartSetConfigMapTest {
    private final ClusterPlan plan = Clusters.plan(Clusters.cluster("team", "payments"));

    @Test
    void aFileHoldsWhatAWorkerTakesAsTheBodyOfACreation() {
        StartSetConfigMap files =
                StartSetConfigMap.of(plan, connectors("orders", Map.of("file", "in", "name", "orders")));

        assertThat(files.configMap().getMetadata().getName()).isEqualTo("payments-connectors");
        assertThat(files.configMap().getData())
                .containsOnly(Map.entry("owner", "uid-of-team-payments"), Map.entry("orders.json", """
                {
                  "name" : "orders",
                  "initial_state" : "PAUSED",
                  "config" : {
                    "file" : "in",
                    "name" : "orders"
                  }
                }"""));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        SortedMap<String, StartSetEntry> connectors = connectors("Bestellungen aus Köln", Map.of("name", "x"));

        assertThat(StartSetConfigMap.read(StartSetConfigMap.of(plan, connectors).configMap()))
                .isEqualTo(connectors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"name\": \"x\"}",
                "{\"name\": \"x\", \"config\": {}, \"initial_state\": \"DANCING\"}"
            })
    void whatSomebodyElseWroteThereIsLeftOut(String text) {
        assertThat(StartSetConfigMap.read(
                        new ConfigMapBuilder().addToData("x.json", text).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", ".hidden", "..", "ö", "a:b"})
    void namesThatNoKeyMayHaveBecomeKeysThatDiffer(String name) {
        String key = ConnectorFileName.of(name);

        assertThat(key).matches("[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,252}").isNotEqualTo(ConnectorFileName.of(name + "_"));
    }

    @Test
    void theLongestNameBecomesAKeyToo() {
        assertThat(ConnectorFileName.of("ö".repeat(249)).length()).isLessThan(253);
        assertThat(ConnectorFileName.of("o".repeat(249)).length()).isLessThan(253);
    }

    @Test
    void connectorsForWhichThereIsNoRoomAreNamed() {
        SortedMap<String, StartSetEntry> connectors = connectors("a", Map.of("text", "x".repeat(600_000)));
        connectors.putAll(connectors("b", Map.of("text", "x".repeat(600_000))));
        connectors.putAll(connectors("c", Map.of("text", "x")));

        StartSetConfigMap files = StartSetConfigMap.of(plan, connectors);

        assertThat(files.leftOut()).containsExactly("b");
        assertThat(files.connectors()).containsOnlyKeys("a", "c");
        assertThat(ConnectorsKeptCondition.of(plan, files).message()).contains("comes back without b");
    }

    private static SortedMap<String, StartSetEntry> connectors(String name, Map<String, String> config) {
        return new TreeMap<>(Map.of(name, new StartSetEntry(name, new TreeMap<>(config), InitialState.PAUSED)));
    }
}
