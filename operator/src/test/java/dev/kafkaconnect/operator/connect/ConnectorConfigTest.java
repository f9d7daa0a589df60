package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorConfigTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${values:/etc/kafka-connect-values:orders-1.2.0}",
                "jdbc:x?password=${values:/etc/kafka-connect-values:orders-1.2.0}&a=b",
                "${values:orders-1.2.0}",
                "${other:a}${values:/etc/../etc/kafka-connect-values:x}",
                "${kafkasecurity:/etc/kafka-connect-credentials:password}",
                "$${kafkasecurity:a}",
                "${${values:/etc/kafka-connect-values:x}"
            })
    void isNotMadeOfAReferenceToWhatIsNotForConnectors(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectorConfig.of(Map.of("password", text)))
                .withMessageContaining("\"password\"");
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectorConfig.of(Map.of(text, "password")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectorConfig.of(Map.of()).with(Map.of(text, new OwnReference("any"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:PASSWORD}", "$values:a", "values", "${file:/etc/other:a}", "${topic}", "$2.values:"})
    void mayReferToTheProvidersOfTheOwnerOfTheCluster(String text) {
        assertThat(ConnectorConfig.of(Map.of("password", text)).properties()).containsEntry("password", text);
    }

    @Test
    void takesReferencesThatTheOperatorMade() {
        ConnectorConfig config = ConnectorConfig.of(Map.of("user", "orders"))
                .with(Map.of("password", new OwnReference("${values:/etc/kafka-connect-values:orders-1.2.0}")));

        assertThat(config.properties())
                .containsEntry("user", "orders")
                .containsEntry("password", "${values:/etc/kafka-connect-values:orders-1.2.0}");
    }
}
