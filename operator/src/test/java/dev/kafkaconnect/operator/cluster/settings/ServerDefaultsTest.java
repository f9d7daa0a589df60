package dev.kafkaconnect.operator.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerDefaultsTest {

    @ParameterizedTest
    @CsvSource({
        "2048Mi, 2Gi",
        "1536Mi, 1536Mi",
        "1Gi, 1Gi",
        "1024Ki, 1Mi",
        "2000M, 2G",
        "1500k, 1500k",
        "1000, 1k",
        "1024, 1024",
        "0.5, 500m",
        "1500m, 1500m",
        "2000m, 2",
        "0.0005, 500u",
        "0.5Gi, 512Mi",
        "1e3, 1e3",
        "0, 0"
    })
    void anAmountHasTheLargestUnitThatKeepsItWhole(String written, String stored) {
        assertThat(ServerDefaults.amount(Quantity.parse(written))).hasToString(stored);
    }
}
