package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script with a stand-in for Java that prints what it was given. */
class StartScriptTest {

    @TempDir
    Path directory;

    StartScript script;

    @BeforeEach
    void prepare() throws IOException {
        script = new StartScript(directory);
    }

    @Test
    void startsADistributedWorkerWithItsPropertiesAndDefaultsForPlugins() throws Exception {
        var outcome = script.run("distributed", script.properties(WorkerProperties.distributed()));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("dev.kafkaconnect.worker.DistributedWorker");
        assertThat(script.mergedProperties())
                .containsEntry("group.id", "group")
                .containsEntry("plugin.path", script.home().resolve("plugins").toString())
                .containsEntry("plugin.discovery", "service_load")
                .doesNotContainKey("rest.advertised.host.name");
    }

    @Test
    void addsTheFurtherPropertiesThatAreKeptElsewhere() throws Exception {
        var secret = Files.writeString(
                directory.resolve("rest.properties"), "listeners.https.ssl.keystore.password=hunter2\n");

        var outcome = script.run(
                Map.of("EXTRA_PROPERTIES", secret.toString()),
                "distributed",
                script.properties(WorkerProperties.distributed()));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).doesNotContain("hunter2");
        assertThat(script.mergedProperties()).containsEntry("listeners.https.ssl.keystore.password", "hunter2");
        assertThat(Files.getPosixFilePermissions(directory.resolve("tmp/connect-worker.properties")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void refusesFurtherPropertiesThatAreMissing() throws Exception {
        var outcome = script.run(
                Map.of("EXTRA_PROPERTIES", "/nowhere/rest.properties"),
                "distributed",
                script.properties(WorkerProperties.distributed()));

        assertThat(outcome.code()).isEqualTo(66);
        assertThat(outcome.errors()).contains("/nowhere/rest.properties");
    }

    @Test
    void leavesPluginSettingsAloneThatAreThere() throws Exception {
        var plugins = Files.createDirectories(directory.resolve("own plugins"));
        var properties = WorkerProperties.distributed()
                .with("plugin.path", plugins.toString())
                .with("plugin.discovery", "hybrid_warn");

        var outcome = script.run("distributed", script.properties(properties));

        assertThat(outcome.code()).isZero();
        assertThat(script.mergedProperties())
                .containsEntry("plugin.path", plugins.toString())
                .containsEntry("plugin.discovery", "hybrid_warn");
    }

    @Test
    void advertisesTheHostNameOfTheEnvironmentWhateverTheFileSays() throws Exception {
        var properties = WorkerProperties.distributed().with("rest.advertised.host.name", "elsewhere");

        var outcome =
                script.run(Map.of("ADVERTISED_HOST", "worker-0.workers"), "distributed", script.properties(properties));

        assertThat(outcome.code()).isZero();
        assertThat(script.mergedProperties()).containsEntry("rest.advertised.host.name", "worker-0.workers");
    }

    @Test
    void takesTheConnectorFilesOfADirectoryInStandaloneMode() throws Exception {
        var connectors = Files.createDirectories(directory.resolve("connectors"));
        Files.writeString(connectors.resolve("one.json"), "{}");
        Files.writeString(connectors.resolve("two.properties"), "");
        Files.writeString(connectors.resolve("README"), "");

        var outcome = script.run(
                "standalone", script.properties(WorkerProperties.standalone()), directory.relativize(connectors) + "");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .contains(
                        "dev.kafkaconnect.worker.standalone.StandaloneWorker",
                        "connectors/one.json",
                        "connectors/two.properties")
                .doesNotContain("README");
    }

    @Test
    void givesTheHeapTheShareThatIsAskedForAndPassesFurtherFlagsOn() throws Exception {
        var outcome = script.run(
                Map.of("HEAP_PERCENT", "75", "JVM_FLAGS", "-Xss256k -Dsome=thing"),
                "distributed",
                script.properties(WorkerProperties.distributed()));

        assertThat(outcome.output().lines())
                .contains("-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-Xss256k", "-Dsome=thing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dnote=a;b",
                "-Dnote=$HOME",
                "-Dnote=$(id)",
                "-Dnote=`id`",
                "-Dnote=*",
                "-Dnote=a\\b",
                "-Dnote=\"a'"
            })
    void passesFlagsOnAsTheyAre(String flag) throws Exception {
        var outcome = script.run(
                Map.of("JVM_FLAGS", "-Xss256k " + flag),
                "distributed",
                script.properties(WorkerProperties.distributed()));

        assertThat(outcome.output().lines()).contains("-Xss256k", flag);
    }

    @Test
    void usesTheClassArchiveOnlyWhereThereIsOne() throws Exception {
        var properties = script.properties(WorkerProperties.distributed());
        assertThat(script.run("distributed", properties).output()).doesNotContain("AOTCache");

        Files.createFile(script.home().resolve("worker.aot"));
        assertThat(script.run("distributed", properties).output()).contains("-XX:AOTCache=");
    }

    @Test
    void runsTheMetricsAgentOnlyWithAPort() throws Exception {
        var properties = script.properties(WorkerProperties.distributed());
        assertThat(script.run("distributed", properties).output()).doesNotContain("-javaagent");

        assertThat(script.run(Map.of("METRICS_PORT", "9404"), "distributed", properties)
                        .output())
                .contains("jmx_prometheus_javaagent.jar=9404:" + script.home().resolve("config/metrics.yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap.servers", "group.id", "key.converter", "value.converter"})
    void refusesToStartDistributedWithout(String key) throws Exception {
        var outcome = script.run(
                "distributed", script.properties(WorkerProperties.distributed().without(key)));

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors().lines()).singleElement().asString().contains("sets no " + key);
    }

    @Test
    void refusesAnEmptyValueLikeAMissingOne() throws Exception {
        var outcome = script.run(
                "distributed", script.properties(WorkerProperties.distributed().with("bootstrap.servers", "")));

        assertThat(outcome.code()).isEqualTo(78);
    }

    @Test
    void refusesToStartStandaloneWithoutAnOffsetsFile() throws Exception {
        var properties = WorkerProperties.standalone().without("offset.storage.file.filename");

        var outcome = script.run("standalone", script.properties(properties));

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors().lines()).singleElement().asString().contains("offset.storage.file.filename");
    }

    @Test
    void refusesAPluginPathThatIsNotThere() throws Exception {
        var properties = WorkerProperties.distributed().with("plugin.path", script.home() + "/plugins, /nowhere");

        var outcome = script.run("distributed", script.properties(properties));

        assertThat(outcome.code()).isEqualTo(72);
        assertThat(outcome.errors().lines()).singleElement().asString().contains("/nowhere does not exist");
    }

    @Test
    void refusesWhatIsNotAModeOrNotAFile() throws Exception {
        assertThat(script.run().code()).isEqualTo(64);
        assertThat(script.run("both").code()).isEqualTo(64);
        assertThat(script.run("distributed").code()).isEqualTo(64);
        assertThat(script.run("distributed", "/nowhere.properties").code()).isEqualTo(66);
        assertThat(script.run("distributed", directory.toString()).code()).isEqualTo(66);
        assertThat(script.run("standalone", script.properties(WorkerProperties.standalone()), "/nowhere.json")
                        .code())
                .isEqualTo(66);
    }
}
