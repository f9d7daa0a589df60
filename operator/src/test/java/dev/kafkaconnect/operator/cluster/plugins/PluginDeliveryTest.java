package dev.kafkaconnect.operator.cluster.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.VersionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginDeliveryTest {

    @ParameterizedTest
    @CsvSource({
        "1, 30, Copy",
        "1, 33, Copy",
        "1, 34+, Copy",
        "1, 35, ImageVolume",
        "1, 36+, ImageVolume",
        "2, 0, ImageVolume",
        "1, '', Copy"
    })
    void imagesAreMountedWhereTheApiServerTakesThemByItself(String major, String minor, PluginDelivery distribution) {
        VersionInfo server = new VersionInfo.Builder()
                .withMajor(major)
                .withMinor(minor)
                .withGitVersion("v1")
                .build();

        assertThat(PluginDelivery.on(server)).isEqualTo(distribution);
    }
}
