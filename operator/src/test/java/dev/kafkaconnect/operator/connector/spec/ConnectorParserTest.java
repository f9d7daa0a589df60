package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectorParserTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "quoted.text, lines",
        "plain.text, lines",
        "quoted.number, 1.0",
        "plain.number, 7",
        "negative.number, -7",
        "number.beyond.double, 9007199254740993",
        "fraction, 1.5",
        "large.fraction, 12300000000000000000000",
        "small.fraction, 0.000001",
        "quoted.truth, true",
        "plain.truth, true",
        "plain.untruth, false"
    })
    void readsEveryScalarAsText(String key, String text) {
        DesiredConnector desired = parsed("scalars");

        assertThat(desired.config()).containsEntry(key, text);
    }

    @Test
    void readsAnEmptyTextAsEmpty() {
        DesiredConnector desired = parsed("scalars");

        assertThat(desired.config()).containsEntry("empty", "");
    }

    @Test
    void addsWhatHasAFieldOfItsOwn() {
        DesiredConnector desired = parsed("every-field");

        assertThat(desired.config())
                .containsEntry("name", "Orders_Source")
                .containsEntry("connector.class", "org.example.Source")
                .containsEntry("tasks.max", "4")
                .containsEntry("connector.plugin.version", "4.3.1")
                .containsEntry("topic", "lines")
                .hasSize(5);
        assertThat(desired.connectName()).isEqualTo("Orders_Source");
        assertThat(desired.cluster()).isEqualTo(new ClusterId("team", "payments"));
    }

    @Test
    void fillsInTheDefaults() {
        DesiredConnector desired = parsed("minimal");

        assertThat(desired.connectName()).isEqualTo("orders");
        assertThat(desired.state()).isEqualTo(TargetState.Running);
        assertThat(desired.restartPolicy()).isEqualTo(RestartPolicy.DEFAULT);
        assertThat(desired.restartedAt()).isNull();
        assertThat(desired.offsets()).isNull();
        assertThat(desired.config())
                .containsEntry("name", "orders")
                .containsEntry("tasks.max", "1")
                .doesNotContainKey("connector.plugin.version");
    }

    @ParameterizedTest
    @EnumSource(TargetState.class)
    void readsTheState(TargetState state) {
        DesiredConnector desired = parsed(state.name().toLowerCase(Locale.ROOT));

        assertThat(desired.state()).isEqualTo(state);
    }

    @Test
    void readsHowToRestartAndWhatOffsetsToSet() {
        DesiredConnector desired = parsed("every-field");

        assertThat(desired.restartPolicy())
                .isEqualTo(new RestartPolicy(
                        true, 5, Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofMinutes(20)));
        assertThat(desired.restartedAt()).isEqualTo("2026-01-31T11:00:00Z");
        assertThat(desired.offsets())
                .isEqualTo(new OffsetsChange(
                        "replay",
                        List.of(
                                new ConnectorOffset(
                                        Map.of("kafka_topic", "lines", "kafka_partition", 0),
                                        Map.of("kafka_offset", 9007199254740993L)),
                                new ConnectorOffset(Map.of("kafka_topic", "lines", "kafka_partition", 1), null))));
    }

    @Test
    void findsAClusterInAnotherNamespace() {
        DesiredConnector desired = parsed("cluster-elsewhere");

        assertThat(desired.cluster()).isEqualTo(new ClusterId("platform", "payments"));
    }

    private static DesiredConnector parsed(String folder) {
        return ((Outcome.Parsed) ConnectorParser.parse(connector(folder))).desired();
    }

    private static Connector connector(String folder) {
        return GoldenCase.of("connectors", folder).resource("connector.yaml", Connector.class);
    }
}
