package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.PluginFile;
import dev.kafkaconnect.operator.connect.wrapped.RedactedConnectApi;
import dev.kafkaconnect.operator.connector.check.ConfigCheck;
import dev.kafkaconnect.operator.connector.check.ConfigCheck.Objection;
import dev.kafkaconnect.operator.connector.plan.ReconcileState.KeyError;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigCheckTest {
    private static final String NOT_FOUND = "Failed to find any class that implements Connector and which name matches";
    private final FakeConnectApi workers = new FakeConnectApi();

    static Stream<ConnectFault> passing() {
        return Stream.of(new ConnectFault.Busy("a rebalance is expected"), new ConnectFault.Unreachable("timed out"));
    }

    @Test
    void findsNothingWrong() throws ConnectFault {
        workers.answer("validate", Map.of());

        Optional<Objection> objection = ask("org.example.FileSource");

        assertThat(objection).isEmpty();
    }

    @Test
    void tellsWhatIsWrongByKey() throws ConnectFault {
        workers.answer("validate", Map.of("topic", List.of("is missing", "is empty")));

        Objection objection = ask("org.example.FileSource").orElseThrow();

        assertThat(objection.errors()).containsExactly(new KeyError("topic", "is missing; is empty"));
        assertThat(objection.verdict()).isInstanceOf(Verdict.Stalled.class);
        assertThat(objection.verdict().reason()).isEqualTo(Reason.ConfigInvalid);
        assertThat(objection.verdict().message()).contains("topic: is missing");
    }

    @Test
    void suggestsClassesOfASimilarName() throws ConnectFault {
        workers.answer("validate", new ConnectFault.Crashed(NOT_FOUND));
        workers.answer("plugins", List.of(plugin("org.example.JdbcSource"), plugin("org.example.FileStreamSource")));

        Objection objection = ask("org.example.FileStraemSource").orElseThrow();

        assertThat(objection.verdict().reason()).isEqualTo(Reason.PluginMissing);
        assertThat(objection.verdict().message())
                .contains("org.example.FileStraemSource", "org.example.FileStreamSource")
                .doesNotContain("JdbcSource", "plugin.discovery");
    }

    @Test
    void saysHowAConverterWithoutServiceFilesIsFound() throws ConnectFault {
        workers.answer(
                "validate", Map.of("value.converter", List.of("Class org.example.AvroConverter could not be found.")));

        assertThat(ask("org.example.FileSource").orElseThrow().verdict().message())
                .contains("AvroConverter", "plugin.discovery: hybrid_warn");
    }

    @Test
    void saysInWhichJarAConnectorWithoutServiceFileIsAndWhatToSet() throws ConnectFault {
        workers.answer("validate", new ConnectFault.Crashed(NOT_FOUND));
        workers.answer("plugins", List.of(plugin("org.example.FileStreamSource")));
        workers.answer("pluginFiles", List.of(file("org.example.OldFileSource", false, "service_load")));

        Objection objection = ask("OldFileSource").orElseThrow();

        assertThat(objection.verdict().reason()).isEqualTo(Reason.PluginMissing);
        assertThat(objection.verdict().message())
                .contains(
                        "org.example.OldFileSource is in old/old.jar",
                        "META-INF/services",
                        "set plugin.discovery: hybrid_warn in spec.config of the ConnectCluster")
                .doesNotContain("not installed", "worker image");
    }

    @ParameterizedTest
    @CsvSource({"true,service_load", "false,hybrid_warn", "false,only_scan"})
    void saysThatAClassThatIsSearchedForCouldNotBeLoaded(boolean inServiceFile, String discovery) throws ConnectFault {
        workers.answer("validate", new ConnectFault.Crashed(NOT_FOUND));
        workers.answer("plugins", List.of());
        workers.answer("pluginFiles", List.of(file("org.example.OldFileSource", inServiceFile, discovery)));

        assertThat(ask("org.example.OldFileSource").orElseThrow().verdict().message())
                .contains("is in old/old.jar", "could not load it")
                .doesNotContain("plugin.discovery");
    }

    @Test
    void advisesNoOtherDiscoveryForAClassThatIsInNoJar() throws ConnectFault {
        workers.answer("validate", new ConnectFault.Crashed(NOT_FOUND));
        workers.answer("plugins", List.of());
        workers.answer("pluginFiles", List.of());

        assertThat(ask("org.example.Missing").orElseThrow().verdict().message())
                .contains("org.example.Missing is not installed", "spec.class")
                .doesNotContain("plugin.discovery");
    }

    @Test
    void advisesWithoutLookingWhereAnOlderImageCannotLook() throws ConnectFault {
        workers.answer("validate", new ConnectFault.Crashed(NOT_FOUND));
        workers.answer("plugins", List.of());

        assertThat(ask("org.example.Missing").orElseThrow().verdict().message())
                .contains("org.example.Missing is not installed", "plugin.discovery: hybrid_warn");
    }

    @Test
    void saysInWhichJarAConverterWithoutServiceFileIs() throws ConnectFault {
        workers.answer(
                "validate", Map.of("value.converter", List.of("Class org.example.AvroConverter could not be found.")));
        workers.answer("pluginFiles", List.of(file("org.example.AvroConverter", false, "service_load")));

        assertThat(ask("org.example.FileSource").orElseThrow().verdict().message())
                .contains("org.example.AvroConverter is in old/old.jar", "plugin.discovery: hybrid_warn");
    }

    @Test
    void aConnectorThatFailsAtTheCheckIsAnObjection() throws ConnectFault {
        workers.answer("validate", new ConnectFault.Crashed("NullPointerException\n\tat org.example.FileSource"));

        Objection objection = ask("org.example.FileSource").orElseThrow();

        assertThat(objection.verdict().reason()).isEqualTo(Reason.ConfigInvalid);
        assertThat(objection.verdict().message())
                .contains("NullPointerException")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesByItselfIsNoObjection(ConnectFault fault) {
        workers.answer("validate", fault);

        assertThatThrownBy(() -> ask("org.example.FileSource"))
                .isInstanceOf(fault.getClass())
                .hasMessageContaining(fault.text());
    }

    private Optional<Objection> ask(String connectorClass) throws ConnectFault {
        Map<String, String> config = Map.of("connector.class", connectorClass);
        return ConfigCheck.ask(
                new RedactedConnectApi(workers.api(), text -> text), Given.desired(config, TargetState.Running));
    }

    private static PluginFile file(String className, boolean inServiceFile, String discovery) {
        return new PluginFile("old/old.jar", className, inServiceFile, discovery);
    }

    private static InstalledPlugin plugin(String className) {
        return new InstalledPlugin(className, "source", "1.0");
    }
}
