package dev.kafkaconnect.operator.connector.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import org.junit.jupiter.api.Test;

class OverrideRefusalTest {
    private static final ClusterId CLUSTER = new ClusterId("team", "payments");

    @Test
    void namesTheListAndWhoMayChangeIt() {
        assertThat(readable("Allowlist"))
                .isEqualTo("ConnectCluster team/payments does not let connectors set this client property: client.id is"
                        + " not in connector.client.config.override.allowlist. Remove it, or ask the owner of the"
                        + " cluster to allow it under spec.config");
    }

    @Test
    void namesThePolicyWhereThereIsNoList() {
        assertThat(readable("None"))
                .contains("connector.client.config.override.policy is None")
                .doesNotContain("allowlist");
    }

    @Test
    void keepsWhatElseIsWrongWithTheKey() {
        String message = "is empty; The 'None' policy does not allow 'client.id' to be overridden in the connector"
                + " configuration.; is odd";

        assertThat(OverrideRefusal.readable(CLUSTER, message))
                .startsWith("is empty; ")
                .endsWith("; is odd");
    }

    @Test
    void leavesEverythingElseAsItIs() {
        assertThat(OverrideRefusal.readable(CLUSTER, "Missing required configuration \"topic\""))
                .isEqualTo("Missing required configuration \"topic\"");
    }

    private static String readable(String policy) {
        return OverrideRefusal.readable(
                CLUSTER,
                "The '%s' policy does not allow 'client.id' to be overridden in the connector configuration."
                        .formatted(policy));
    }
}
