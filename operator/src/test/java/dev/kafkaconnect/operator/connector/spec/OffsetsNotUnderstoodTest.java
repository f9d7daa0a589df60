package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a later version means by spec.offsets is not taken for a wish to remove all offsets. */
class OffsetsNotUnderstoodTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'x', 'set': 'text'}",
                "{'id': 'x', 'set': []}",
                "{'id': 'x', 'set': [{'offset': {'position': 1}}]}",
                "{'id': 'x', 'set': [{'partition': 'all'}]}",
                "{'id': 'x', 'set': {'partition': {'file': 'a'}}}",
                "{'id': 'x', 'set': [{'partition': {'file': 'a'}, 'when': 'noon'}]}",
                "{'id': 'x', 'shiftBy': '-PT1H'}",
                "{'id': 'x', 'reset': true, 'topics': ['orders']}",
                "{'id': 'x', 'reset': true, 'set': 'text'}",
                "{'id': 'x', 'reset': true, 'set': [{'partition': {'file': 'a'}}]}",
                "{'id': 'x', 'reset': {'to': 'latest'}}",
                "{'id': 'x', 'reset': false}",
                "{'id': 'x'}",
                "{'id': {'name': 'x'}, 'reset': true}",
                "{'reset': true}",
                "'reset'",
                "['reset']",
            })
    void isRefused(String offsets) {
        Outcome outcome = ConnectorParser.parse(connector(offsets));

        assertThat(outcome)
                .asInstanceOf(type(Outcome.Invalid.class))
                .extracting(Outcome.Invalid::verdict, type(Verdict.Stalled.class))
                .satisfies(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.OffsetsRefused);
                    assertThat(verdict.message()).contains("this version of the operator", "spec.offsets");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'x', 'reset': true}",
                "{'id': 'x', 'reset': false, 'set': [{'partition': {'file': 'a'}, 'offset': null}]}",
                "{'id': 'x', 'set': [{'partition': {'any': {'deep': 1}}, 'offset': {'position': 1}}]}",
            })
    void whatIsUnderstoodIsNot(String offsets) {
        assertThat(ConnectorParser.parse(connector(offsets))).isInstanceOf(Outcome.Parsed.class);
    }

    @Test
    void noneIsNone() {
        Outcome outcome = ConnectorParser.parse(connector("null"));

        assertThat(((Outcome.Parsed) outcome).desired().offsets()).isNull();
    }

    /** As it comes from the API server, save for the quotes. */
    private static Connector connector(String offsets) {
        String json = "{'metadata': {'name': 'orders', 'namespace': 'team'}, 'spec': {'class': 'org.example.Source',"
                + " 'clusterRef': {'name': 'payments'}, 'offsets': " + offsets + "}}";
        return LenientSerialization.create().unmarshal(json.replace('\'', '"'), Connector.class);
    }
}
