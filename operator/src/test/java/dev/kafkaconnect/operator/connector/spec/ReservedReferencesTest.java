package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorSpec;
import dev.kafkaconnect.api.connectorspec.ClusterRef;
import dev.kafkaconnect.api.connectorspec.Config;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedReferencesTest {
    private static final String CREDENTIALS = "${kafkasecurity:/etc/kafka-connect-credentials:password}";
    private static final String VALUES = "${values:/etc/kafka-connect-values:orders-1.2.0}";

    @ParameterizedTest
    @ValueSource(strings = {CREDENTIALS, VALUES, "[1.0," + CREDENTIALS + ")"})
    void noFieldOfAConnectorRefersToWhatIsNotForConnectors(String text) {
        Connector inVersion = connector();
        inVersion.getSpec().setVersion(text);
        Connector inClass = connector();
        inClass.getSpec().set_class(text);
        Connector inName = connector();
        inName.getSpec().setConnectorName(text);
        Connector inTransformation = connector();
        inTransformation.getSpec().getConfig().setAdditionalProperty("transforms", text);
        Connector inKey = connector();
        inKey.getSpec().getConfig().setAdditionalProperty("transforms." + text + ".type", "x");

        assertRefused(inVersion, "spec.version refers to");
        assertRefused(inClass, "spec.class refers to");
        assertRefused(inName, "spec.connectorName refers to");
        assertRefused(inTransformation, "spec.config key \"transforms\" refers to");
        assertRefused(inKey, "refers to");
    }

    @ParameterizedTest
    @CsvSource({
        "kafkasecurity:/etc/kafka-connect-credentials:password, 'the workers'' own credentials', kafkasecurity",
        "values:/etc/kafka-connect-values:orders-1.2.0, values, spec.configFrom"
    })
    void saysWhatIsReferredToAndWhatToChange(String reference, String what, String change) {
        assertThat(ReservedReferences.inProperties(
                        new TreeMap<>(Map.of("password", "a${" + reference + "}b")), List.of()))
                .singleElement()
                .asString()
                .contains("config key \"password\"", what, change);
    }

    @ParameterizedTest
    @ValueSource(strings = {CREDENTIALS, VALUES})
    void noKeyAndNoValueOfASecretDoesEither(String text) {
        var here = new dev.kafkaconnect.operator.connector.spec.ValueSource(
                "password", Reference.secret("team", "database"), "pass");
        var strange = new dev.kafkaconnect.operator.connector.spec.ValueSource(
                text, Reference.secret("team", "database"), "pass");

        assertThat(ReservedReferences.inProperties(new TreeMap<>(), List.of(strange)))
                .singleElement()
                .asString()
                .startsWith("configFrom key");
        assertThat(ReservedReferences.inValues(Map.of("password", text), List.of(here)))
                .singleElement()
                .asString()
                .contains("key pass of Secret database")
                .doesNotContain("${");
        assertThat(ReservedReferences.inValues(Map.of("password", "${env:PASSWORD}"), List.of(here)))
                .isEmpty();
    }

    private static void assertRefused(Connector connector, String message) {
        assertThat(ConnectorParser.parse(connector))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.verdict())
                                .isInstanceOfSatisfying(Verdict.Stalled.class, stalled -> {
                                    assertThat(stalled.reason()).isEqualTo(Reason.ConfigInvalid);
                                    assertThat(stalled.message()).contains(message);
                                }));
    }

    private static Connector connector() {
        Connector connector = new Connector();
        connector.setMetadata(
                new ObjectMetaBuilder().withNamespace("team").withName("orders").build());
        ClusterRef cluster = new ClusterRef();
        cluster.setName("payments");
        ConnectorSpec spec = new ConnectorSpec();
        spec.setClusterRef(cluster);
        spec.set_class("org.example.Source");
        spec.setTasksMax(1);
        spec.setState("Running");
        spec.setConfig(new Config());
        connector.setSpec(spec);
        return connector;
    }
}
