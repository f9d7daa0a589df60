package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyRequestsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "health",
                "connectors",
                "connectors/",
                "connectors/x",
                "connectors/a%2Fb",
                "connectors/a%20b/status",
                "connectors/x/config",
                "connectors/x/status",
                "connectors/x/offsets",
                "connectors/x/topics",
                "connectors/x/tasks",
                "connectors/x/tasks/0/status",
                "connector-plugins",
                "connector-plugins/org.example.Sink/config",
                "admin/loggers",
                "admin/loggers/root",
                "plugin-files/org.example.Sink"
            })
    void whatUserInterfacesReadIsIncluded(String path) {
        assertThat(ReadOnlyRequests.include("GET", path)).isTrue();
        assertThat(ReadOnlyRequests.include("HEAD", path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, connectors",
        "PUT, connectors/x/config",
        "PATCH, connectors/x/config",
        "DELETE, connectors/x",
        "POST, connectors/x/restart",
        "PUT, connectors/x/pause",
        "PATCH, connectors/x/offsets",
        "PUT, connectors/x/topics/reset",
        "PUT, admin/loggers/root",
        "PUT, connector-plugins/org.example.Sink/config/validate",
        "OPTIONS, connectors",
        "TRACE, connectors",
        "get, connectors",
        "'', connectors"
    })
    void nothingElseThanReadingIs(String method, String path) {
        assertThat(ReadOnlyRequests.include(method, path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connectors",
                "connectors//",
                "connectors//x",
                "connectors/..",
                "connectors/%2e%2e",
                "connectors/.%2E/config",
                "connectors/x;y=z",
                "connectors/%zz",
                "connectors;x",
                "CONNECTORS",
                "%63onnectors",
                "admin",
                "extension",
                "connectors/x/unknown"
            })
    void aPathThatIsNotOnTheListIsNotReadWhateverItsSpelling(String path) {
        assertThat(ReadOnlyRequests.include("GET", path)).isFalse();
    }
}
