package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingLoginClassTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Caused by: javax.security.auth.login.LoginException: No LoginModule found for com.example.Login",
                "Caused by: org.apache.kafka.common.config.ConfigException: Invalid value com.example.Login for"
                        + " configuration sasl.client.callback.handler.class: Class com.example.Login could not be found."
            })
    void namesTheClassAndWhereItComesFrom(String lastWords) {
        assertThat(MissingLoginClass.remedy("ERROR Stopping due to error\n" + lastWords))
                .hasValueSatisfying(remedy -> assertThat(remedy)
                        .contains("the class com.example.Login of spec.kafka.authentication")
                        .contains("spec.plugins with classPath: Worker")
                        .contains("extra-libs"));
    }

    @Test
    void aConverterThatIsMissingIsNoLoginClass() {
        assertThat(MissingLoginClass.remedy("Invalid value com.example.Avro for configuration value.converter: Class"
                        + " com.example.Avro could not be found."))
                .isEmpty();
    }
}
