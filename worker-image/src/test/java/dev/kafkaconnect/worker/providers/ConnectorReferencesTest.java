package dev.kafkaconnect.worker.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorReferencesTest {
    @TempDir
    Path files;

    private String own = "";
    private String others = "";
    private WorkerConfigTransformer references;

    @BeforeEach
    void filesOfTwoConnectorsAreThere() throws IOException {
        own = file(ConnectorKey.of("orders") + ".0123456789abcdef.0", "own");
        others = file(ConnectorKey.of("payments") + ".0123456789abcdef.0", "stolen");
        ConfigProvider directory = new DirectoryConfigProvider();
        directory.configure(Map.of());
        references = new ConnectorReferences(
                new WorkerConfigTransformer(null, Map.of("values", directory, "open", directory)),
                Map.of("values", Scope.CONNECTOR));
    }

    private String file(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text);
        return "${values:%s:%s}".formatted(files, name);
    }

    private @Nullable String ofATask(String text) {
        return references.transform("orders", Map.of("query", text)).get("query");
    }

    @Test
    void aTextThatAConnectorHandsToItsTasksGetsNothingOfAnother() {
        assertThat(ofATask(others)).isEqualTo(others);
        assertThat(ofATask("a" + own + others)).isEqualTo("a" + own + others);
    }

    @Test
    void aConnectorGetsItsOwnValues() {
        assertThat(ofATask("a" + own + "b")).isEqualTo("aownb");
    }

    @Test
    void aTaskIsThatOfItsConnectorWhateverNameItsConfigurationHas() {
        assertThat(references.transform("orders", Map.of("name", "payments", "a", others)))
                .containsEntry("a", others);
    }

    @Test
    void aConfigurationAloneIsThatOfTheConnectorThatItNames() {
        assertThat(references.transform(Map.of("name", "orders", "a", own, "b", others)))
                .containsEntry("a", "own")
                .containsEntry("b", others);
        assertThat(references.transform(Map.of("a", own))).containsEntry("a", own);
    }

    @Test
    void aProviderWithoutAScopeServesEverybody() {
        assertThat(ofATask(others.replace("values", "open"))).isEqualTo("stolen");
    }

    @Test
    void whatIsNotThereStaysNothing() {
        assertThat(references.transform(null)).isNull();
        assertThat(references.transform("orders", null)).isNull();
    }

    @Test
    void aScopeThatIsNotKnownStopsTheWorker() {
        assertThatThrownBy(() -> WorkerReferences.resolved(
                        Map.of("config.providers", "values", "config.providers.values.scope", "conector")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be one of worker, connector");
    }

    /** The operator names the files; its test has the same two keys. */
    @Test
    void theKeyOfAConnectorIsTheOneThatItsFilesAreNamedBy() {
        assertThat(ConnectorKey.of("orders")).isEqualTo("orders-1c168adb00d208e4");
        assertThat(ConnectorKey.of("été/" + "x".repeat(50)))
                .startsWith("-t--xxxx")
                .hasSize(40 + 1 + 16);
    }
}
