package dev.kafkaconnect.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFilesTest {
    private static final Limits SMALL = new Limits(100_000, 10_000, 20, Duration.ofSeconds(20));
    private static final byte[] GOOD = Archives.tarGz(Map.of("jdbc/lib/jdbc.jar", "classes", "jdbc/README", "read me"));

    @TempDir
    private Path target;

    private ArtifactServer server;

    @BeforeEach
    void aServerRuns() throws IOException {
        server = new ArtifactServer();
    }

    @AfterEach
    void theServerStops() {
        server.close();
    }

    @Test
    void aTarballIsUnpackedIntoADirectoryOfItsOwn() throws Exception {
        load(artifact(server.serves("/jdbc-1.2.tar.gz", GOOD), ArtifactType.TarGz, GOOD));

        assertThat(target.resolve("1-jdbc-1.2/jdbc/lib/jdbc.jar")).hasContent("classes");
        assertThat(target.resolve("1-jdbc-1.2/jdbc/README")).hasContent("read me");
        assertThat(target.resolve(".download")).doesNotExist();
    }

    @Test
    void aZipAndAJarAreBothOfOnePlugIn() throws Exception {
        byte[] zip = Archives.zip(Archives.Kind.File, Map.of("lib/jdbc.jar", "classes"));
        byte[] jar = "driver".getBytes(StandardCharsets.UTF_8);

        load(
                artifact(server.serves("/jdbc.zip", zip), ArtifactType.Zip, zip),
                artifact(server.serves("/driver-7.jar", jar), ArtifactType.Jar, jar));

        assertThat(target.resolve("1-jdbc/lib/jdbc.jar")).hasContent("classes");
        assertThat(target.resolve("2-driver-7/driver-7.jar")).hasContent("driver");
    }

    @Test
    void whatAnEarlierAttemptHasLeftIsRemoved() throws Exception {
        Files.createDirectories(target.resolve("1-jdbc/lib"));
        Files.writeString(target.resolve("1-jdbc/lib/half.jar"), "ha");
        Files.writeString(target.resolve(".download"), "half");

        load(artifact(server.serves("/jdbc.tar.gz", GOOD), ArtifactType.TarGz, GOOD));

        assertThat(target.resolve("1-jdbc/lib")).doesNotExist();
        assertThat(target.resolve("1-jdbc/jdbc/lib/jdbc.jar")).exists();
    }

    @Test
    void anotherChecksumIsToldWithBothAndNothingIsUnpacked() {
        String expected = "a".repeat(128);
        URI address = URI.create(server.serves("/jdbc.tar.gz", GOOD) + "?token=hush");

        ArtifactFailure failure = failure(new Artifact(address, ArtifactType.TarGz, expected));

        assertThat(failure.why()).isEqualTo(Cause.Content);
        assertThat(failure)
                .hasMessage("%s has another checksum than it must have; expected sha512 %s, found %s"
                        .formatted(server.at("/jdbc.tar.gz"), expected, Archives.sha512(GOOD)));
        assertThat(target.resolve("1-jdbc")).doesNotExist();
    }

    @Test
    void aChecksumMayBeWrittenInCapitals() throws Exception {
        URI address = server.serves("/jdbc.tar.gz", GOOD);

        load(new Artifact(address, ArtifactType.TarGz, Archives.sha512(GOOD).toUpperCase(java.util.Locale.ROOT)));

        assertThat(target.resolve("1-jdbc/jdbc/lib/jdbc.jar")).exists();
    }

    @Test
    void anArtifactThatDoesNotExistIsToldByItsAddress() {
        ArtifactFailure failure = failure(artifact(server.at("/absent.zip"), ArtifactType.Zip, GOOD));

        assertThat(failure.why()).isEqualTo(Cause.Missing);
        assertThat(failure).hasMessage("%s does not exist (status 404)".formatted(server.at("/absent.zip")));
    }

    @Test
    void aServerThatWantsCredentialsIsToldToWhoGaveNone() {
        server.answers("/jdbc.zip", ArtifactServer.status(401));

        ArtifactFailure failure = failure(artifact(server.at("/jdbc.zip"), ArtifactType.Zip, GOOD));

        assertThat(failure.why()).isEqualTo(Cause.Refused);
        assertThat(failure).hasMessageContaining("is not open to everyone (status 401); give credentials");
    }

    @Test
    void aServerThatHasTroubleMayBeAskedAgain() {
        server.answers("/jdbc.zip", ArtifactServer.status(503));

        ArtifactFailure failure = failure(artifact(server.at("/jdbc.zip"), ArtifactType.Zip, GOOD));

        assertThat(failure.why()).isEqualTo(Cause.Unavailable);
        assertThat(failure).hasMessageContaining("it answers with status 503");
    }

    @Test
    void aServerThatDoesNotRunMayBeAskedAgain() {
        URI address = server.at("/jdbc.zip");
        server.close();

        assertThat(failure(artifact(address, ArtifactType.Zip, GOOD)).why()).isEqualTo(Cause.Unavailable);
    }

    @Test
    void aDownloadThatEndsTooSoonMayBeTriedAgain() {
        server.answers("/jdbc.tar.gz", ArtifactServer.truncated(GOOD));

        ArtifactFailure failure = failure(artifact(server.at("/jdbc.tar.gz"), ArtifactType.TarGz, GOOD));

        assertThat(failure.why()).isEqualTo(Cause.Unavailable);
        assertThat(target.resolve("1-jdbc")).doesNotExist();
    }

    @Test
    void anArtifactThatIsTooLargeIsNotLoadedToItsEnd() {
        byte[] large = new byte[200_000];

        ArtifactFailure failure = failure(artifact(server.serves("/l.jar", large), ArtifactType.Jar, large));

        assertThat(failure.why()).isEqualTo(Cause.Content);
        assertThat(failure).hasMessageContaining("is larger than 100000 bytes");
        assertThat(target.resolve(".download"))
                .satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(100_000));
    }

    @Test
    void anArchiveWithoutAJarIsNoPlugIn() {
        byte[] empty = Archives.tarGz(Map.of("README", "read me"));

        ArtifactFailure failure = failure(artifact(server.serves("/e.tar.gz", empty), ArtifactType.TarGz, empty));

        assertThat(failure).hasMessageEndingWith("holds no jar, so it is no plug-in");
    }

    private void load(Artifact... artifacts) throws ArtifactFailure {
        new PluginFiles(RepositoryAccess.OPEN, SMALL).load(List.of(artifacts), target);
    }

    private ArtifactFailure failure(Artifact artifact) {
        return catchThrowableOfType(ArtifactFailure.class, () -> load(artifact));
    }

    private static Artifact artifact(URI address, ArtifactType type, byte[] content) {
        return new Artifact(address, type, Archives.sha512(content));
    }
}
