package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connector.ConfigCheck.Objection;
import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.Memory.KeyError;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                .doesNotContain("JdbcSource");
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
        return ConfigCheck.ask(workers.api(), Given.desired(config, TargetState.Running));
    }

    private static InstalledPlugin plugin(String className) {
        return new InstalledPlugin(className, "source", "1.0");
    }
}
