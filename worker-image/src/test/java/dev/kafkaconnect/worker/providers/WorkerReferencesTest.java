package dev.kafkaconnect.worker.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerReferencesTest {
    @TempDir
    Path files;

    @Test
    void theWorkerGetsItsCredentialsAndNobodyElseCanAskForThem() throws IOException {
        Files.writeString(files.resolve("password"), "secret");
        Map<String, String> worker = Map.of(
                "config.providers",
                "kafkasecurity,env, values",
                "config.providers.kafkasecurity.class",
                DirectoryConfigProvider.class.getName(),
                "config.providers.kafkasecurity.scope",
                "worker",
                "config.providers.kafkasecurity.param.allowed.paths",
                files.toString(),
                "config.providers.values.class",
                DirectoryConfigProvider.class.getName(),
                "config.providers.values.scope",
                "connector",
                "consumer.sasl.jaas.config",
                "password=\"${kafkasecurity:%s:password}\"".formatted(files),
                "group.id",
                "g");

        assertThat(WorkerReferences.resolved(worker))
                .containsOnly(
                        Map.entry("config.providers", "env,values"),
                        Map.entry("config.providers.values.class", DirectoryConfigProvider.class.getName()),
                        Map.entry("config.providers.values.scope", "connector"),
                        Map.entry("consumer.sasl.jaas.config", "password=\"secret\""),
                        Map.entry("group.id", "g"));
    }

    @Test
    void workersWithoutSuchAProviderAreLeftAlone() {
        Map<String, String> worker = Map.of("config.providers", "env", "group.id", "${env:GROUP}");

        assertThat(WorkerReferences.resolved(worker)).isEqualTo(worker);
    }
}
