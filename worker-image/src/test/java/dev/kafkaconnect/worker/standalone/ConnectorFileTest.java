package dev.kafkaconnect.worker.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.connect.runtime.TargetState;
import org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void theBodyOfACreationHasAState() throws Exception {
        CreateConnectorRequest read = read("a.json", """
                {"name": "lines", "initial_state": "PAUSED", "config": {"connector.class": "X", "file": "in"}}
                """);

        assertThat(read.name()).isEqualTo("lines");
        assertThat(read.config()).containsEntry("file", "in").containsEntry("name", "lines");
        assertThat(read.initialTargetState()).isEqualTo(TargetState.PAUSED);
    }

    @Test
    void aConfigurationAloneNamesItselfAndSaysNoState() throws Exception {
        CreateConnectorRequest read = read("a.json", "{\"name\": \"lines\", \"connector.class\": \"X\"}");

        assertThat(read.name()).isEqualTo("lines");
        assertThat(read.initialTargetState()).isNull();
    }

    @Test
    void propertiesAreReadToo() throws Exception {
        assertThat(read("a.properties", "name=lines\nconnector.class=X\n").config())
                .containsEntry("connector.class", "X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"connector.class\": \"X\"}",
                "{\"config\": {\"connector.class\": \"X\"}}",
                "{\"name\": \"lines\", \"config\": {\"name\": \"words\"}}",
                "{\"name\": \"lines\", \"initial_state\": \"DANCING\", \"config\": {}}"
            })
    void whatIsNoConnectorIsToldFromOne(String content) {
        assertThatThrownBy(() -> read("a.json", content)).isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    private CreateConnectorRequest read(String name, String content) throws IOException {
        return ConnectorFile.read(Files.writeString(directory.resolve(name), content));
    }
}
