package dev.kafkaconnect.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger could put into an archive that has the right checksum all the same. */
class UnpackingTest {
    private static final Limits SMALL = new Limits(1_000_000, 10_000, 20, Duration.ofSeconds(20));

    @TempDir
    private Path directory;

    private Path target;

    @BeforeEach
    void thereIsADirectoryForThePlugIn() throws IOException {
        target = Files.createDirectory(directory.resolve("plugin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil.jar", "lib/../../evil.jar", "/tmp/evil.jar", "lib/..", "..\\evil.jar", "C:/evil.jar"})
    void aNameThatLeadsOutIsRefusedInATarball(String name) throws IOException {
        assertThat(refusal(ArtifactType.TarGz, Archives.tarGz(Map.of(name, "evil"))))
                .hasMessageContaining("leads out of the directory of the plug-in");

        assertNothingOutside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.jar", "lib/../../evil.jar", "/tmp/evil.jar"})
    void aNameThatLeadsOutIsRefusedInAZip(String name) throws IOException {
        assertThat(refusal(ArtifactType.Zip, Archives.zip(Archives.Kind.File, Map.of(name, "evil"))))
                .hasMessageContaining("leads out of the directory of the plug-in");

        assertNothingOutside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "../..", "lib"})
    void aLinkIsRefusedWhereverItPoints(String to) throws IOException {
        Map<String, String> link = Map.of("lib", to);

        assertThat(refusal(ArtifactType.TarGz, Archives.tarGz(Archives.Kind.SymbolicLink, link)))
                .hasMessageContaining("holds the link \"lib\"");
        assertThat(refusal(ArtifactType.TarGz, Archives.tarGz(Archives.Kind.HardLink, link)))
                .hasMessageContaining("holds the link \"lib\"");
        assertThat(refusal(ArtifactType.Zip, Archives.zip(Archives.Kind.SymbolicLink, link)))
                .hasMessageContaining("holds the link \"lib\"");
        assertNothingOutside();
    }

    @Test
    void aDeviceIsRefused() throws IOException {
        assertThat(refusal(ArtifactType.TarGz, Archives.tarGz(Archives.Kind.Device, Map.of("lib", ""))))
                .hasMessageContaining("neither a file nor a directory");
    }

    @Test
    void aBombIsStoppedBeforeItFillsTheDisk() throws IOException {
        byte[] bomb = Archives.tarGz(Map.of("lib/bomb.jar", "0".repeat(500_000)));

        assertThat(bomb).hasSizeLessThan(10_000);
        assertThat(refusal(ArtifactType.TarGz, bomb)).hasMessageContaining("more than 10000 bytes");
        assertThat(written()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void aBombOfManyFilesIsStopped() throws IOException {
        Map<String, String> many = new TreeMap<>();
        for (int number = 0; number < 100; number++) {
            many.put("lib/%03d.jar".formatted(number), "");
        }

        assertThat(refusal(ArtifactType.Zip, Archives.zip(Archives.Kind.File, many)))
                .hasMessageContaining("more than 20 files and directories");
    }

    @Test
    void aNameThatIsTooDeepIsRefused() throws IOException {
        assertThat(refusal(ArtifactType.TarGz, Archives.tarGz(Map.of("a/".repeat(40) + "b.jar", "deep"))))
                .hasMessageContaining("too long or too deep");
    }

    @Test
    void aFileIsNotWrittenTwice() throws IOException {
        Map<String, String> twice = new TreeMap<>(Map.of("lib/a.jar", "first", "lib/./a.jar", "second"));

        assertThat(refusal(ArtifactType.TarGz, Archives.tarGz(twice))).hasMessageContaining("twice");
    }

    @Test
    void anArchiveThatIsCutOffIsTold() throws IOException {
        byte[] good = Archives.tarGz(Map.of("lib/a.jar", "classes".repeat(100)));

        assertThat(refusal(ArtifactType.TarGz, Arrays.copyOf(good, good.length / 2)))
                .hasMessageContaining("cannot be unpacked as tar.gz");
    }

    @Test
    void somethingElseThanAnArchiveIsTold() throws IOException {
        byte[] page = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(ArtifactType.Zip, page)).hasMessageContaining("cannot be unpacked as zip");
        assertThat(refusal(ArtifactType.TarGz, page)).hasMessageContaining("cannot be unpacked as tar.gz");
    }

    @Test
    void noFileIsExecutable() throws Exception {
        Path file = Files.write(directory.resolve("artifact"), Archives.tarGz(Map.of("./lib/a.jar", "classes")));

        Unpacking.unpack(artifact(ArtifactType.TarGz), file, target, new SafeDirectory(SMALL));

        assertThat(target.resolve("lib/a.jar")).hasContent("classes");
        assertThat(Files.isExecutable(target.resolve("lib/a.jar"))).isFalse();
    }

    private ArtifactFailure refusal(ArtifactType type, byte[] archive) throws IOException {
        Path file = Files.write(directory.resolve("artifact"), archive);
        return catchThrowableOfType(
                ArtifactFailure.class, () -> Unpacking.unpack(artifact(type), file, target, new SafeDirectory(SMALL)));
    }

    private static Artifact artifact(ArtifactType type) {
        return new Artifact(URI.create("https://repository.example.com/a." + type.ending()), type, "0");
    }

    private void assertNothingOutside() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            assertThat(found.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("plugin", "artifact");
        }
        assertThat(Path.of("/tmp/evil.jar")).doesNotExist();
        assertThat(target.resolve("evil.jar")).doesNotExist();
    }

    private long written() throws IOException {
        try (Stream<Path> found = Files.walk(target)) {
            return found.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
