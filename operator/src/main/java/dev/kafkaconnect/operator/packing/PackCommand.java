package dev.kafkaconnect.operator.packing;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Plugins;
import dev.kafkaconnect.artifacts.ArtifactFailure;
import dev.kafkaconnect.artifacts.FetchArguments;
import dev.kafkaconnect.artifacts.FetchPlugin;
import dev.kafkaconnect.artifacts.Limits;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a ConnectCluster, downloads one of its plug-ins as an init container would, and writes it as an archive. Called by
 * {@code PackMain}.
 */
public final class PackCommand {
    /** Of sysexits.h. */
    private static final int EXIT_USAGE = 64;

    private static final int EXIT_DATA = 65;
    private static final int EXIT_IO = 74;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Function<List<Plugins>, List<String>> problems;
    private final Function<List<Plugins>, List<FetchArguments>> downloads;

    /**
     * @param problems what is wrong with plug-ins
     * @param downloads what those of them consist of that workers download
     */
    public PackCommand(
            InputStream in,
            OutputStream out,
            PrintStream err,
            Function<List<Plugins>, List<String>> problems,
            Function<List<Plugins>, List<FetchArguments>> downloads) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.problems = problems;
        this.downloads = downloads;
    }

    /** @return the exit code */
    public int run(String[] arguments) {
        PackArguments wanted;
        try {
            wanted = PackArguments.of(arguments);
        } catch (IllegalArgumentException wrong) {
            return failed(EXIT_USAGE, wrong.getMessage() + "; " + PackArguments.USAGE);
        }
        try {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Plugins> plugins = plugins(text, wanted.plugin());
            List<String> wrong = problems.apply(plugins);
            if (!wrong.isEmpty()) {
                return failed(EXIT_DATA, String.join("; ", wrong));
            }
            List<FetchArguments> found = downloads.apply(plugins);
            if (found.isEmpty()) {
                return failed(
                        EXIT_DATA,
                        "no ConnectCluster of the input has a plug-in %s with artifacts".formatted(wanted.plugin()));
            }
            pack(found.getFirst(), wanted);
            return 0;
        } catch (ArtifactFailure failure) {
            return failed(failure.why().exitCode(), failure.text());
        } catch (IOException failure) {
            return failed(EXIT_IO, "the archive cannot be written: " + failure.getMessage());
        } catch (IllegalArgumentException malformed) {
            return failed(EXIT_DATA, "the input is no YAML of resources");
        }
    }

    private int failed(int code, String words) {
        err.println("plugin-pack: " + words);
        return code;
    }

    /** Other resources may stand beside it. */
    private static List<Plugins> plugins(String text, String name) {
        return Arrays.stream(text.split("(?m)^---.*$"))
                .filter(document ->
                        document.lines().anyMatch(line -> line.matches("kind:\\s*['\"]?ConnectCluster['\"]?\\s*")))
                .map(document -> Serialization.unmarshal(document, ConnectCluster.class))
                .filter(cluster ->
                        cluster.getSpec() != null && cluster.getSpec().getPlugins() != null)
                .flatMap(cluster -> cluster.getSpec().getPlugins().stream())
                .filter(plugin -> name.equals(plugin.getName()) && plugin.getArtifacts() != null)
                .limit(1)
                .toList();
    }

    private void pack(FetchArguments plugin, PackArguments wanted) throws ArtifactFailure, IOException {
        Path work = Files.createTempDirectory("plugin-pack-");
        try {
            Path files = Files.createDirectory(work.resolve("files"));
            FetchPlugin.load(plugin.at(files, wanted.secrets()), Limits.DEFAULT);
            OutputStream archive = new BufferedOutputStream(out);
            new OciArchive(wanted.reference(), wanted.architecture()).write(files, work, archive);
            archive.flush();
        } finally {
            remove(work);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
