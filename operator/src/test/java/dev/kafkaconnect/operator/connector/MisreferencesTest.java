package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.references.Reference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class MisreferencesTest {

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "${values:/etc/kafka-connect-values:orders-1.2.0}",
                "jdbc:x?password=${values:/etc/kafka-connect-values:orders-1.2.0}&a=b",
                "${values:orders-1.2.0}",
                "${other:a}${values:/etc/../etc/kafka-connect-values:x}"
            })
    void nobodyWritesAReferenceToTheValuesOfConnectors(String value) {
        assertThat(Misreferences.of(Map.of("password", value), List.of()))
                .singleElement()
                .asString()
                .contains("config key \"password\"", "spec.configFrom");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"${env:PASSWORD}", "$values:a", "values", "${file:/etc/other:a}", "${topic}"})
    void referencesToOtherProvidersAreTheUsersBusiness(String value) {
        assertThat(Misreferences.of(Map.of("password", value), List.of())).isEmpty();
    }

    @Test
    void aKeyStandsInOnePlaceOnly() {
        ValueSource source = new ValueSource("password", Reference.secret("team", "database"), "pass");

        assertThat(Misreferences.of(Map.of("password", "x"), List.of(source)))
                .containsExactly("configFrom key \"password\" is in spec.config too; remove one of the two");
        assertThat(Misreferences.of(Map.of("passwords", "x"), List.of(source))).isEmpty();
    }
}
