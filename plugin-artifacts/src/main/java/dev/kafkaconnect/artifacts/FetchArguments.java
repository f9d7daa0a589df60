package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the init container is told on its command line: written by the operator, read by {@link FetchPlugin}. Holds no secret; where
 * those are mounted is said here.
 *
 * @param plugin its name, for messages
 * @param repository whose artifacts the credentials are for, null when there are no credentials
 * @param user null when there are no credentials
 * @param secrets directory with the file {@code password} and files {@code *.crt} with trusted authorities; null when there is none
 */
public record FetchArguments(
        String plugin,
        Path into,
        List<Artifact> artifacts,
        @Nullable URI repository,
        @Nullable String user,
        @Nullable Path secrets) {

    /** In the directory of secrets. */
    public static final String PASSWORD = "password";

    /** In the directory of secrets. */
    public static String authority(int number) {
        return "authority-%d.crt".formatted(number);
    }

    /** The same plug-in for another place, where secrets are elsewhere or are not needed. */
    public FetchArguments at(Path directory, @Nullable Path mounted) {
        return new FetchArguments(
                plugin,
                directory,
                artifacts,
                mounted == null ? null : repository,
                mounted == null ? null : user,
                mounted);
    }

    public List<String> text() {
        List<String> text = new ArrayList<>(List.of("--plugin", plugin, "--into", into.toString()));
        if (secrets != null) {
            text.addAll(List.of("--secrets", secrets.toString()));
        }
        if (repository != null && user != null) {
            text.addAll(List.of("--repository", repository.toString(), "--user", user));
        }
        artifacts.forEach(artifact -> text.addAll(List.of(
                "--artifact",
                artifact.type().ending(),
                artifact.sha512(),
                artifact.address().toString())));
        return List.copyOf(text);
    }

    static FetchArguments of(List<String> text) throws ArtifactFailure {
        Queue<String> words = new ArrayDeque<>(text);
        String plugin = null;
        Path into = null;
        Path secrets = null;
        URI repository = null;
        String user = null;
        List<Artifact> artifacts = new ArrayList<>();
        while (!words.isEmpty()) {
            String option = words.remove();
            switch (option) {
                case "--plugin" -> plugin = value(option, words);
                case "--into" -> into = Path.of(value(option, words));
                case "--secrets" -> secrets = Path.of(value(option, words));
                case "--repository" -> repository = address(value(option, words));
                case "--user" -> user = value(option, words);
                case "--artifact" -> {
                    ArtifactType type = type(value(option, words));
                    String sha512 = value(option, words);
                    artifacts.add(new Artifact(address(value(option, words)), type, sha512));
                }
                default -> throw usage("it does not know " + option);
            }
        }
        if (plugin == null || into == null || artifacts.isEmpty()) {
            throw usage("it needs --plugin, --into and --artifact");
        }
        return new FetchArguments(plugin, into, List.copyOf(artifacts), repository, user, secrets);
    }

    private static String value(String option, Queue<String> words) throws ArtifactFailure {
        String value = words.poll();
        if (value == null) {
            throw usage(option + " needs a value");
        }
        return value;
    }

    private static ArtifactType type(String ending) throws ArtifactFailure {
        return ArtifactType.of(ending).orElseThrow(() -> usage("it does not know artifacts of type " + ending));
    }

    private static URI address(String text) throws ArtifactFailure {
        try {
            URI address = URI.create(text);
            if (Addresses.isWeb(address)) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below: the text may hold a password.
        }
        throw usage("an address is not one of http or https");
    }

    private static ArtifactFailure usage(String problem) {
        return new ArtifactFailure(Cause.Usage, "the command was used wrongly: " + problem);
    }
}
