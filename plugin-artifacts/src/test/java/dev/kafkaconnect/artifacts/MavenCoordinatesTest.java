package dev.kafkaconnect.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MavenCoordinatesTest {

    @Test
    void theClassifierIsPartOfTheFileName() {
        assertThat(new MavenCoordinates(
                                "io.debezium",
                                "debezium-connector-postgres",
                                "3.6.1.Final",
                                "plugin",
                                ArtifactType.TarGz)
                        .path())
                .isEqualTo(
                        "io/debezium/debezium-connector-postgres/3.6.1.Final/debezium-connector-postgres-3.6.1.Final-plugin.tar.gz");
    }

    @Test
    void aJarNeedsNone() {
        assertThat(new MavenCoordinates("org.postgresql", "postgresql", "42.7.7", null, ArtifactType.Jar).path())
                .isEqualTo("org/postgresql/postgresql/42.7.7/postgresql-42.7.7.jar");
    }
}
