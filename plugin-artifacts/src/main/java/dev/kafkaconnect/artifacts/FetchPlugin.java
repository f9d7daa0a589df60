package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The process of the init container. Says what is wrong in one line, the last one, which the operator quotes in the status; says
 * nothing that is secret.
 */
public final class FetchPlugin {

    private FetchPlugin() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Limits.DEFAULT, System.err));
    }

    /** @return the exit code */
    static int run(List<String> arguments, Limits limits, PrintStream err) {
        try {
            FetchArguments wanted = FetchArguments.of(arguments);
            load(wanted, limits);
            return 0;
        } catch (ArtifactFailure failure) {
            err.println("fetch-plugin: " + failure.text());
            return failure.why().exitCode();
        }
    }

    /** Downloads, verifies and unpacks what a plug-in consists of. */
    public static void load(FetchArguments wanted, Limits limits) throws ArtifactFailure {
        new PluginFiles(access(wanted), limits).load(wanted.artifacts(), wanted.into());
    }

    private static RepositoryAccess access(FetchArguments wanted) throws ArtifactFailure {
        Path secrets = wanted.secrets();
        return secrets == null
                ? RepositoryAccess.OPEN
                : new RepositoryAccess(wanted.repository(), credentials(wanted.user(), secrets), trust(secrets));
    }

    private static RepositoryAccess.@Nullable Credentials credentials(@Nullable String user, Path secrets)
            throws ArtifactFailure {
        if (user == null) {
            return null;
        }
        try {
            String password = Files.readString(secrets.resolve(FetchArguments.PASSWORD));
            return new RepositoryAccess.Credentials(user, password.stripTrailing());
        } catch (IOException unreadable) {
            throw new ArtifactFailure(
                    Cause.Refused, "the password of repository.passwordSecretKeyRef cannot be read as text");
        }
    }

    private static @Nullable SSLContext trust(Path secrets) throws ArtifactFailure {
        try (Stream<Path> files = Files.list(secrets)) {
            List<Path> authorities = files.filter(
                            file -> file.getFileName().toString().startsWith("authority-"))
                    .sorted()
                    .toList();
            return authorities.isEmpty() ? null : TrustedAuthorities.of(authorities);
        } catch (IOException unreadable) {
            throw new ArtifactFailure(Cause.Refused, "the secrets of the repository cannot be read");
        }
    }
}
