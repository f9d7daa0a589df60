package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorParserRefusalsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({"an-object, transforms", "a-list, topics", "no-value, file"})
    void refusesWhatIsNoScalarByTheNameOfItsKey(String folder, String key) {
        Outcome outcome = ConnectorParser.parse(connector(folder));

        assertThat(outcome)
                .asInstanceOf(type(Outcome.Invalid.class))
                .extracting(Outcome.Invalid::verdict, type(Verdict.Stalled.class))
                .satisfies(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.ConfigInvalid);
                    assertThat(verdict.message()).contains("spec.config", "\"" + key + "\"");
                });
    }

    @Test
    void namesEveryKeyThatIsNoScalar() {
        Outcome outcome = ConnectorParser.parse(connector("several-problems"));

        assertThat(outcome)
                .asInstanceOf(type(Outcome.Invalid.class))
                .extracting(invalid -> invalid.verdict().message())
                .asString()
                .contains("\"file\"", "\"topics\"", "\"transforms\"")
                .doesNotContain("\"batch.size\"");
    }

    @Test
    void doesNotTakeAStateItDoesNotKnowForRunning() {
        Outcome outcome = ConnectorParser.parse(connector("unknown-state"));

        assertThat(outcome)
                .asInstanceOf(type(Outcome.Invalid.class))
                .extracting(invalid -> invalid.verdict().message())
                .asString()
                .contains("spec.state");
    }

    private static Connector connector(String folder) {
        return GoldenCase.of("connectors", folder).resource("connector.yaml", Connector.class);
    }
}
