package dev.kafkaconnect.operator.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.references.Reference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceValidationTest {

    @Test
    void aKeyStandsInOnePlaceOnly() {
        assertThat(ReferenceValidation.of(Map.of("password", "x"), List.of(source("password"))))
                .containsExactly("configFrom key \"password\" is also in spec.config; remove one of the two");
        assertThat(ReferenceValidation.of(Map.of("passwords", "x"), List.of(source("password"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "config.providers",
        "config.providers.mine.class",
        "value.converter.config.providers",
        "transforms.mask.config.providers.mine.param.allowed.paths"
    })
    void aConnectorSetsUpNoConfigProvider(String key) {
        assertThat(ReferenceValidation.of(Map.of(key, "x"), List.of()))
                .singleElement()
                .asString()
                .contains(key, "only the owner of the ConnectCluster adds providers");
        assertThat(ReferenceValidation.of(Map.of(), List.of(source(key)))).hasSize(1);
        assertThat(ReferenceValidation.of(Map.of("my-" + key.replace('.', '-'), "x"), List.of()))
                .isEmpty();
    }

    private static ValueSource source(String key) {
        return new ValueSource(key, Reference.secret("team", "database"), "pass");
    }
}
