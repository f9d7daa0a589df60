package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.connectorspec.Config;
import dev.kafkaconnect.api.connectorspec.ConfigFrom;
import dev.kafkaconnect.api.connectorspec.configfrom.SecretKeyRef;
import dev.kafkaconnect.operator.golden.GoldenCase;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerGroupTest {
    private final Connector connector =
            GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);

    ConsumerGroupTest() {
        connector.getSpec().setConfig(new Config());
        config("topics", "lines");
    }

    @Test
    void aSinkReadsByTheGroupThatConnectNamesAfterIt() {
        connector.getSpec().setConnectorName("Archive 2");

        assertThat(ConsumerGroup.of(connector)).contains("connect-Archive 2");
    }

    @Test
    void whatNamesNoTopicsReadsByNoGroup() {
        connector.getSpec().getConfig().getAdditionalProperties().remove("topics");

        assertThat(ConsumerGroup.of(connector)).isEmpty();
    }

    @Test
    void aGroupThatTheConnectorNamesItselfIsTheOne() {
        config(ConsumerGroup.OVERRIDE, "billing");

        assertThat(ConsumerGroup.of(connector)).contains("billing");
    }

    @Test
    void aGroupWhoseNameComesFromASecretIsNotKnown() {
        ConfigFrom from = new ConfigFrom();
        from.setKey(ConsumerGroup.OVERRIDE);
        from.setSecretKeyRef(new SecretKeyRef());
        from.getSecretKeyRef().setName("groups");
        from.getSecretKeyRef().setKey("group");
        connector.getSpec().setConfigFrom(List.of(from));

        assertThat(ConsumerGroup.of(connector)).isEmpty();
    }

    private void config(String key, String value) {
        connector.getSpec().getConfig().setAdditionalProperty(key, value);
    }
}
