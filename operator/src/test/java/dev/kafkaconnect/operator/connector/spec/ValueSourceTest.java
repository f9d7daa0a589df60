package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import dev.kafkaconnect.operator.status.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class ValueSourceTest {

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "[{'key': 'password', 'vaultRef': {'path': 'secret/orders'}}]",
                "[{'key': 'password'}]",
                "[{'key': 'user', 'secretKeyRef': {'name': 'a', 'key': 'b'}}, {'key': 'password', 'secretKeyRef': 'c'}]",
                "[{'key': 'password', 'secretKeyRef': {'name': 'a', 'key': 'b', 'optional': true}}]",
                "[{'key': 'password', 'secretKeyRef': {'name': 'a', 'entry': 'b'}}]",
                "[{'key': 'password', 'secretKeyRef': {'name': 'a', 'key': 'b'}, 'configMapKeyRef': {'name': 'a', 'key': 'b'}}]",
                "{'password': {'secretKeyRef': {'name': 'a', 'key': 'b'}}}",
                "'all of Secret a'"
            })
    void whatThisVersionDoesNotUnderstandIsRefusedAndNeverLeftOut(String configFrom) {
        assertThat(ConnectorParser.parse(connector(configFrom)))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
                    assertThat(invalid.verdict().reason()).isEqualTo(Reason.ConfigInvalid);
                    assertThat(invalid.verdict().message()).contains("spec.configFrom", "secretKeyRef");
                });
    }

    @Test
    void readsBothKinds() {
        assertThat(ValueSource.of(connector("[{'key': 'password', 'secretKeyRef': {'name': 'database', 'key': 'pass'}},"
                        + " {'key': 'host', 'configMapKeyRef': {'name': 'settings', 'key': 'host'}}]")))
                .containsExactly(
                        new ValueSource("password", Reference.secret("team", "database"), "pass"),
                        new ValueSource("host", Reference.configMap("team", "settings"), "host"));
    }

    private static Connector connector(String configFrom) {
        String json =
                "{'metadata': {'name': 'orders', 'namespace': 'team'}, 'spec': {'clusterRef': {'name': 'payments'},"
                        + " 'class': 'org.example.Source', 'tasksMax': 1, 'state': 'Running', 'configFrom': %s}}";
        return LenientSerialization.create()
                .unmarshal(json.formatted(configFrom).replace('\'', '"'), Connector.class);
    }
}
