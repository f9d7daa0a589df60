package dev.kafkaconnect.operator.cluster.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProvidersTest {

    @Test
    void addsAProviderThatReadsOneDirectory() {
        TreeMap<String, String> properties = new TreeMap<>();

        ConfigProviders.addTo(properties);

        assertThat(properties)
                .containsEntry("config.providers", "values")
                .containsEntry(
                        "config.providers.values.class",
                        "org.apache.kafka.common.config.provider.DirectoryConfigProvider")
                .containsEntry("config.providers.values.param.allowed.paths", "/etc/kafka-connect-values");
    }

    @Test
    void keepsTheProvidersOfTheUser() {
        TreeMap<String, String> properties = new TreeMap<>(Map.of("config.providers", "env, vault"));

        ConfigProviders.addTo(properties);

        assertThat(properties).containsEntry("config.providers", "env,vault,values");
    }

    @ParameterizedTest
    @CsvSource({
        "DirectoryConfigProvider, ''",
        "FileConfigProvider, ''",
        "DirectoryConfigProvider, /",
        "DirectoryConfigProvider, '/data, /etc'",
        "DirectoryConfigProvider, /etc/kafka-connect-values",
        "DirectoryConfigProvider, /etc/kafka-connect-values/below",
        "DirectoryConfigProvider, /etc/kafka-connect-credentials",
        "FileConfigProvider, '/data, /etc/kafka-connect-rest'",
        "DirectoryConfigProvider, /data/../etc/kafka-connect-values/",
    })
    void aProviderThatCouldReadValuesOrSecretsOfTheWorkersIsRefused(String type, String paths) {
        assertThat(ConfigProviders.problems(provider(type, paths)))
                .singleElement()
                .asString()
                .contains("config.providers.mine.param.allowed.paths");
    }

    @ParameterizedTest
    @CsvSource({
        "DirectoryConfigProvider, /data",
        "FileConfigProvider, '/data,/etc/kafka-connect-values-of-mine'",
        "EnvVarConfigProvider, ''",
    })
    void aProviderThatCannotIsNot(String type, String paths) {
        assertThat(ConfigProviders.problems(provider(type, paths))).isEmpty();
    }

    @Test
    void theNameOfTheOperatorsProviderIsTaken() {
        assertThat(ConfigProviders.problems(Map.of("config.providers", "env,values")))
                .singleElement()
                .asString()
                .contains("give yours another name");
        assertThat(WorkerProperties.isReserved("config.providers.values.class")).isTrue();
        assertThat(WorkerProperties.isReserved("config.providers.values2.class"))
                .isFalse();
    }

    private static Map<String, String> provider(String type, String paths) {
        return Map.of(
                "config.providers",
                "mine",
                "config.providers.mine.class",
                "org.apache.kafka.common.config.provider." + type,
                "config.providers.mine.param.allowed.paths",
                paths);
    }
}
