package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start script does for the metrics of a worker. */
class StartScriptMetricsTest {

    @TempDir
    Path directory;

    StartScript script;

    @BeforeEach
    void prepare() throws IOException {
        script = new StartScript(directory);
    }

    @Test
    void runsTheMetricsAgentOnlyWithAPort() throws Exception {
        var properties = script.properties(PropertiesFile.distributed());
        assertThat(script.run("distributed", properties).output()).doesNotContain("-javaagent");

        assertThat(script.run(Map.of("METRICS_PORT", "9404"), "distributed", properties)
                        .output())
                .contains("jmx_prometheus_javaagent.jar=9404:" + script.home().resolve("config/metrics.yaml"));
    }

    @Test
    void putsTheAccessToTheMetricsBeforeTheirRules() throws Exception {
        var properties = script.properties(PropertiesFile.distributed());
        Files.createDirectories(script.home().resolve("config"));
        Files.writeString(script.home().resolve("config/metrics.yaml"), "rules: []\n");
        var access = Files.writeString(script.home().resolve("http.yaml"), "httpServer: {}");
        var environment = Map.of("METRICS_PORT", "9404", "METRICS_HTTP_CONFIG", access.toString());

        var started = script.run(environment, "distributed", properties).output();

        var merged = Pattern.compile("jmx_prometheus_javaagent.jar=9404:(\\S+/metrics.yaml)")
                .matcher(started);
        assertThat(merged.find()).isTrue();
        assertThat(Files.readString(Path.of(merged.group(1)))).isEqualTo("httpServer: {}\nrules: []\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(merged.group(1)))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesToServeMetricsForAllWhenTheirAccessCannotBeRead() throws Exception {
        var outcome = script.run(
                Map.of("METRICS_PORT", "9404", "METRICS_HTTP_CONFIG", "/no/such/file"),
                "distributed",
                script.properties(PropertiesFile.distributed()));

        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.errors()).contains("METRICS_HTTP_CONFIG: /no/such/file cannot be read");
    }
}
