package dev.kafkaconnect.operator.connector.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceAccessTest {
    private static final Map<String, Map<String, String>> LABELS = Map.of(
            "platform", Map.of(),
            "team", Map.of("team", "payments", "stage", "production", "more", "labels"),
            "half", Map.of("team", "payments"),
            "wrong", Map.of("team", "orders", "stage", "production"),
            "bare", Map.of());

    private final NamespaceAccess access = new NamespaceAccess(LABELS::get);

    @ParameterizedTest(name = "{0} admits {1}: {2}")
    @CsvSource({
        "allows-nothing, platform, true",
        "allows-nothing, team, false",
        "allows-same, platform, true",
        "allows-same, team, false",
        "allows-all, platform, true",
        "allows-all, team, true",
        "allows-all, bare, true",
        "allows-labels, platform, true",
        "allows-labels, team, true",
        "allows-labels, half, false",
        "allows-labels, wrong, false",
        "allows-labels, bare, false",
        "allows-no-labels, platform, true",
        "allows-no-labels, team, false"
    })
    void comesFromTheCluster(String folder, String namespace, boolean admitted) {
        ConnectCluster cluster = GoldenCase.of("admission", folder).resource("cluster.yaml", ConnectCluster.class);

        boolean admits = access.admits(cluster, new ClusterId("platform", "payments"), namespace);

        assertThat(admits).isEqualTo(admitted);
    }
}
