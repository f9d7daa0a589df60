package dev.kafkaconnect.operator.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.text.ConnectorKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFilesTest {
    private static final byte[] KEY = "key of this cluster".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> VALUES = Map.of("user", "orders", "password", "hunter2");

    private static ValueFiles files(String connector, Map<String, String> values) {
        return ValueFiles.of(connector, new TreeMap<>(values), KEY);
    }

    @Test
    void holdsEachValueInAFileOfItsOwnAndReferencesToThem() {
        ValueFiles files = files("orders", VALUES);

        assertThat(files.references()).containsOnlyKeys("user", "password");
        files.references().forEach((key, reference) -> {
            String text = reference.text();
            String file = text.substring(text.lastIndexOf(':') + 1, text.length() - 1);
            assertThat(text).isEqualTo("${values:/etc/kafka-connect-values:" + file + "}");
            assertThat(files.files().get(file)).asString().isEqualTo(VALUES.get(key));
        });
        assertThat(files.files()).hasSize(3).containsKey(files.marker());
    }

    @Test
    void isTheSameForTheSameValuesSoThatAnOperatorThatRestartsSendsNothing() {
        assertThat(files("orders", VALUES).references())
                .isEqualTo(files("orders", Map.copyOf(VALUES)).references());
    }

    @Test
    void isAnotherWhenAValueChangesOrMovesToAnotherKey() {
        assertThat(files("orders", VALUES).marker())
                .isNotEqualTo(files("orders", Map.of("user", "orders", "password", "hunter3"))
                        .marker())
                .isNotEqualTo(files("orders", Map.of("user", "hunter2", "password", "orders"))
                        .marker())
                .isNotEqualTo(files("orders2", VALUES).marker());
    }

    @Test
    void cannotBeGuessedWithoutTheKeyOfTheCluster() {
        byte[] another = "key of another cluster".getBytes(StandardCharsets.UTF_8);

        assertThat(ValueFiles.of("orders", new TreeMap<>(VALUES), another).marker())
                .isNotEqualTo(files("orders", VALUES).marker());
    }

    @Test
    void saysNothingOfTheValues() {
        assertThat(files("orders", VALUES).toString()).doesNotContain("hunter2");
        assertThat(files("orders", VALUES).references().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Orders_Source", "bestellungen für münchen", "a.b", "日本"})
    void namesFilesAsASecretAllows(String connector) {
        assertThat(files(connector, VALUES).files().keySet())
                .allSatisfy(file -> assertThat(file).matches("[-._a-zA-Z0-9]{1,253}"))
                .allSatisfy(file -> assertThat(ValueFiles.owner(file)).isEqualTo(ConnectorKey.of(connector)));
    }

    @Test
    void ofConnectorsWhoseNamesLookAlikeNoneOwnsTheFilesOfAnother() {
        String longName = "a".repeat(249);
        assertThat(ValueFiles.owner(files("a-b", VALUES).marker())).isNotEqualTo(ConnectorKey.of("a.b"));
        assertThat(ValueFiles.owner(files("a.b", VALUES).marker())).isNotEqualTo(ConnectorKey.of("a"));
        assertThat(ValueFiles.owner(files(longName + "b", VALUES).marker())).isNotEqualTo(ConnectorKey.of(longName));
    }
}
