package dev.kafkaconnect.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets to see the password of a repository, and who does not. */
class CredentialsTest {
    private static final byte[] JAR = "classes".getBytes(StandardCharsets.UTF_8);
    private static final String PASSWORD = "open sesame";
    private static final String HEADER = "Basic cmVhZGVyOm9wZW4gc2VzYW1l";

    @TempDir
    private Path target;

    private ArtifactServer repository;
    private ArtifactServer stranger;

    @BeforeEach
    void thereIsARepositoryAndAStranger() throws IOException {
        repository = new ArtifactServer();
        stranger = new ArtifactServer();
    }

    @AfterEach
    void bothStop() {
        repository.close();
        stranger.close();
    }

    @Test
    void theRepositoryIsShownThePassword() throws Exception {
        load(repository.serves("/maven/a.jar", JAR));

        assertThat(repository.authorizations()).containsExactly(HEADER);
    }

    @Test
    void anotherServerIsNot() throws Exception {
        load(stranger.serves("/maven/a.jar", JAR));

        assertThat(stranger.authorizations()).containsExactly("null");
    }

    @Test
    void anotherPlaceOnTheSameServerIsNot() throws Exception {
        load(repository.serves("/maven-of-others/a.jar", JAR));
        load(repository.serves("/other/a.jar", JAR));

        assertThat(repository.authorizations()).containsExactly("null", "null");
    }

    @Test
    void aServerThatTheRepositoryRedirectsToIsNot() throws Exception {
        URI elsewhere = stranger.serves("/cdn/a.jar", JAR);
        repository.answers("/maven/a.jar", ArtifactServer.redirect(302, elsewhere.toString()));

        load(repository.at("/maven/a.jar"));

        assertThat(repository.authorizations()).containsExactly(HEADER);
        assertThat(stranger.authorizations()).containsExactly("null");
        assertThat(target.resolve("1-a/a.jar")).hasContent("classes");
    }

    @Test
    void theRepositoryIsShownItAgainWhereItRedirectsToItself() throws Exception {
        repository.serves("/maven/b.jar", JAR);
        repository.answers("/maven/a.jar", ArtifactServer.redirect(307, "b.jar"));

        load(repository.at("/maven/a.jar"));

        assertThat(repository.authorizations()).containsExactly(HEADER, HEADER);
    }

    @Test
    void redirectsEnd() {
        repository.answers("/maven/a.jar", ArtifactServer.redirect(302, "/maven/a.jar"));

        assertThat(failure(repository.at("/maven/a.jar"))).hasMessageContaining("redirects more than 5 times");
    }

    @Test
    void aRedirectToAFileOfTheContainerIsRefused() {
        repository.answers("/maven/a.jar", ArtifactServer.redirect(302, "file:///etc/passwd"));

        assertThat(failure(repository.at("/maven/a.jar"))).hasMessageContaining("no address of a web server");
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        repository.answers("/maven/a.jar", ArtifactServer.status(403));

        ArtifactFailure failure = failure(repository.at("/maven/a.jar"));

        assertThat(failure.why()).isEqualTo(Cause.Refused);
        assertThat(failure)
                .hasMessageContaining("does not accept the credentials of repository (status 403)")
                .message()
                .doesNotContain(PASSWORD);
    }

    @Test
    void nothingThatIsLoggedHoldsThePassword() {
        assertThat(access().toString()).doesNotContain(PASSWORD);
        assertThat(new RepositoryAccess.Credentials("reader", PASSWORD).toString())
                .doesNotContain(PASSWORD);
        assertThat(Addresses.shown(URI.create(
                        "https://me:%s@h.example.com:81/a%%20b.jar?key=%s#%s".formatted("hush", "hush", "hush"))))
                .isEqualTo("https://h.example.com:81/a%20b.jar");
    }

    @Test
    void theInitContainerReadsThePasswordFromAFile() throws Exception {
        URI address = repository.serves("/maven/a.jar", JAR);
        Path secrets = Files.createDirectory(target.resolve("secrets"));
        Path into = Files.createDirectory(target.resolve("files"));
        Files.writeString(secrets.resolve(FetchArguments.PASSWORD), PASSWORD + "\n");
        FetchArguments wanted = new FetchArguments(
                "jdbc", into, List.of(artifact(address)), repository.at("/maven"), "reader", secrets);

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = FetchPlugin.run(wanted.text(), Limits.DEFAULT, new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(repository.authorizations()).containsExactly(HEADER);
        assertThat(String.join(" ", wanted.text())).doesNotContain(PASSWORD);
    }

    @Test
    void theLastLineOfTheInitContainerSaysWhatIsWrong() throws Exception {
        repository.serves("/maven/a.jar", Archives.zip(Archives.Kind.File, Map.of()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        FetchArguments wanted =
                new FetchArguments("jdbc", target, List.of(artifact(repository.at("/maven/a.jar"))), null, null, null);

        int code = FetchPlugin.run(wanted.text(), Limits.DEFAULT, new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(65);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("fetch-plugin: " + repository.at("/maven/a.jar"))
                .hasLineCount(1);
    }

    @Test
    void whatIsWrittenForTheInitContainerIsReadTheSame() throws Exception {
        FetchArguments wanted = new FetchArguments(
                "jdbc", target, List.of(artifact(repository.at("/a.jar"))), repository.at("/maven"), "me", target);

        assertThat(FetchArguments.of(wanted.text())).isEqualTo(wanted);
    }

    private void load(URI address) throws ArtifactFailure {
        new PluginFiles(access(), Limits.DEFAULT).load(List.of(artifact(address)), target);
    }

    private ArtifactFailure failure(URI address) {
        return catchThrowableOfType(ArtifactFailure.class, () -> load(address));
    }

    private RepositoryAccess access() {
        return new RepositoryAccess(
                repository.at("/maven"), new RepositoryAccess.Credentials("reader", PASSWORD), null);
    }

    private static Artifact artifact(URI address) {
        return new Artifact(address, ArtifactType.Jar, Archives.sha512(JAR));
    }
}
