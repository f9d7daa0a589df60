package dev.kafkaconnect.operator.connector.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionParserTest {
    private static final DesiredConnector DESIRED = Given.desired(
            Map.of("connector.class", "org.example.Missing", "connector.plugin.version", "9.9"), TargetState.Running);

    @Test
    void namesTheClassThatIsNotInstalled() {
        String answer = "Failed to find any class that implements Connector and which name matches org.example.Missing,"
                + " available connectors are: PluginDesc{klass=class org.example.Present}";

        Verdict verdict = RejectionParser.verdict(DESIRED, answer);

        assertThat(verdict).isInstanceOf(Verdict.Awaiting.class);
        assertThat(verdict.reason()).isEqualTo(Reason.PluginMissing);
        assertThat(verdict.message())
                .contains("org.example.Missing", "spec.class", "plugin.discovery: hybrid_warn")
                .doesNotContain("PluginDesc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plugin org.example.Missing not found that matches the version range [9.9], available versions: [1.0]",
                "Plugin org.example.Missing has version 1.0 which does not match the required version range [9.9]"
            })
    void aVersionThatIsNotInstalledIsAMissingPlugin(String answer) {
        Verdict verdict = RejectionParser.verdict(DESIRED, answer);

        assertThat(verdict).isInstanceOf(Verdict.Awaiting.class);
        assertThat(verdict.reason()).isEqualTo(Reason.PluginMissing);
    }

    @Test
    void handsOnWhatIsWrongWithTheConfiguration() {
        String answer = """
            Connector configuration is invalid and contains the following 1 error(s):
            Missing required configuration "topic" which has no default value.
            """;

        Verdict verdict = RejectionParser.verdict(DESIRED, answer);

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.ConfigInvalid);
        assertThat(verdict.message()).contains("Missing required configuration \"topic\"");
    }

    @Test
    void endsWithoutABlankLine() {
        Verdict verdict = RejectionParser.verdict(DESIRED, "topic is wrong\n\n");

        assertThat(verdict.message()).endsWith("topic is wrong");
    }
}
