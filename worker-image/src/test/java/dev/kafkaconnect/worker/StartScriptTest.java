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
        var outcome = script.run("distributed", script.properties(PropertiesFile.distributed()));

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
                script.properties(PropertiesFile.distributed()));

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
                script.properties(PropertiesFile.distributed()));

        assertThat(outcome.code()).isEqualTo(66);
        assertThat(outcome.errors()).contains("/nowhere/rest.properties");
    }

    @Test
    void leavesPluginSettingsAloneThatAreThere() throws Exception {
        var plugins = Files.createDirectories(directory.resolve("own plugins"));
        var properties = PropertiesFile.distributed()
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
        var properties = PropertiesFile.distributed().with("rest.advertised.host.name", "elsewhere");

        var outcome =
                script.run(Map.of("ADVERTISED_HOST", "worker-0.workers"), "distributed", script.properties(properties));

        assertThat(outcome.code()).isZero();
        assertThat(script.mergedProperties()).containsEntry("rest.advertised.host.name", "worker-0.workers");
    }

    @Test
    void forgetsThatAFormerProcessWaitedForKafka() throws Exception {
        var sign = Files.createFile(directory.resolve("tmp/waiting-for-kafka"));

        script.run("distributed", script.properties(PropertiesFile.distributed()));

        assertThat(sign).doesNotExist();
    }

    @Test
    void keepsAHomeThatCanBeWrittenTo() throws Exception {
        var home = Files.createDirectories(directory.resolve("own home"));

        var outcome = script.run(
                Map.of("HOME", home.toString()), "distributed", script.properties(PropertiesFile.distributed()));

        assertThat(outcome.output()).contains("-Duser.home=" + home);
        assertThat(directory.resolve("tmp/home")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nowhere", "/etc/passwd"})
    void makesAHomeForAUserWhoHasNoneToWriteTo(String home) throws Exception {
        var outcome = script.run(Map.of("HOME", home), "distributed", script.properties(PropertiesFile.distributed()));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("-Duser.home=" + directory.resolve("tmp/home"));
        assertThat(directory.resolve("tmp/home")).isDirectory();
    }

    @Test
    void takesTheConnectorFilesOfADirectoryInStandaloneMode() throws Exception {
        var connectors = Files.createDirectories(directory.resolve("connectors"));
        Files.writeString(connectors.resolve("one.json"), "{}");
        Files.writeString(connectors.resolve("two.properties"), "");
        Files.writeString(connectors.resolve("README"), "");

        var outcome = script.run(
                "standalone", script.properties(PropertiesFile.standalone()), directory.relativize(connectors) + "");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .contains(
                        "dev.kafkaconnect.worker.standalone.StandaloneWorker",
                        "connectors/one.json",
                        "connectors/two.properties")
                .doesNotContain("README");
    }

    @Test
    void startsConnectorsFromADirectoryOfItsOwnerOnly() throws Exception {
        var connectors = Files.createDirectories(directory.resolve("connectors"));
        Files.writeString(connectors.resolve("one.json"), "{}");
        var properties = script.properties(PropertiesFile.standalone());
        var owner = Map.of("CONNECTORS_OWNER", "6c8d3a0e");

        var unsigned = script.run(owner, "standalone", properties, connectors.toString());
        Files.writeString(connectors.resolve("owner"), "5b0f");
        var foreign = script.run(owner, "standalone", properties, connectors.toString());
        Files.writeString(connectors.resolve("owner"), "6c8d3a0e");
        var own = script.run(owner, "standalone", properties, connectors.toString());

        assertThat(unsigned.output()).doesNotContain("one.json");
        assertThat(foreign.output()).doesNotContain("one.json").contains("StandaloneWorker");
        assertThat(foreign.errors().lines()).singleElement().asString().contains("does not say 6c8d3a0e");
        assertThat(own.output()).contains("one.json");
        assertThat(own.errors()).isEmpty();
    }

    @Test
    void letsNoConnectorSetUpAConfigProvider() throws Exception {
        var outcome = script.run("distributed", script.properties(PropertiesFile.distributed()));

        assertThat(outcome.output().lines()).contains("-Dorg.apache.kafka.automatic.config.providers=none");
    }

    @Test
    void givesTheHeapTheShareThatIsAskedForAndPassesFurtherFlagsOn() throws Exception {
        var outcome = script.run(
                Map.of("HEAP_PERCENT", "75", "JVM_FLAGS", "-Xss256k -Dsome=thing"),
                "distributed",
                script.properties(PropertiesFile.distributed()));

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
                script.properties(PropertiesFile.distributed()));

        assertThat(outcome.output().lines()).contains("-Xss256k", flag);
    }

    @Test
    void putsTheJarsOfEachDirectoryForTheClassPathBehindItsOwn() throws Exception {
        var own = jar("libs/worker.jar");
        var extra = jar("extra-libs/login.jar");
        var nested = jar("class-path/iam/lib/deep/iam.jar");
        var top = jar("class-path/oauth/oauth.jar");
        Files.createFile(script.home().resolve("class-path/oauth/README"));

        var outcome = script.run("distributed", script.properties(PropertiesFile.distributed()));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output().lines()).contains(String.join(":", own, extra, nested, top));
    }

    @Test
    void refusesADirectoryForTheClassPathThatHoldsNoJars() throws Exception {
        Files.createDirectories(script.home().resolve("class-path/iam/docs"));

        var outcome = script.run("distributed", script.properties(PropertiesFile.distributed()));

        assertThat(outcome.code()).isEqualTo(66);
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .contains("plug-in iam holds no jars", "correct its image or its path");
    }

    private String jar(String name) throws IOException {
        var file = script.home().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file).toString();
    }

    @Test
    void usesTheClassArchiveOnlyWhereThereIsOne() throws Exception {
        var properties = script.properties(PropertiesFile.distributed());
        assertThat(script.run("distributed", properties).output()).doesNotContain("AOTCache");

        Files.createFile(script.home().resolve("worker.aot"));
        assertThat(script.run("distributed", properties).output()).contains("-XX:AOTCache=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap.servers", "group.id", "key.converter", "value.converter"})
    void refusesToStartDistributedWithout(String key) throws Exception {
        var outcome = script.run(
                "distributed", script.properties(PropertiesFile.distributed().without(key)));

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors().lines()).singleElement().asString().contains("sets no " + key);
    }

    @Test
    void refusesAnEmptyValueLikeAMissingOne() throws Exception {
        var outcome = script.run(
                "distributed", script.properties(PropertiesFile.distributed().with("bootstrap.servers", "")));

        assertThat(outcome.code()).isEqualTo(78);
    }

    @Test
    void refusesToStartStandaloneWithoutAnOffsetsFile() throws Exception {
        var properties = PropertiesFile.standalone().without("offset.storage.file.filename");

        var outcome = script.run("standalone", script.properties(properties));

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors().lines()).singleElement().asString().contains("offset.storage.file.filename");
    }

    @Test
    void refusesAnOperatorThatReliesOnMore() throws Exception {
        Files.writeString(script.home().resolve("contract"), "2\n");
        var properties = script.properties(PropertiesFile.distributed());

        assertThat(script.run(Map.of("WORKER_CONTRACT", "2"), "distributed", properties)
                        .code())
                .isZero();
        var outcome = script.run(Map.of("WORKER_CONTRACT", "3"), "distributed", properties);

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .contains("contract 2 of the worker image and the operator needs 3");
    }

    @Test
    void refusesAPluginPathThatIsNotThere() throws Exception {
        var properties = PropertiesFile.distributed().with("plugin.path", script.home() + "/plugins, /nowhere");

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
        assertThat(script.run("standalone", script.properties(PropertiesFile.standalone()), "/nowhere.json")
                        .code())
                .isEqualTo(66);
    }
}
