package dev.kafkaconnect.artifacts;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the server of a repository is spoken to. Has no text form: logging one by mistake reveals nothing.
 *
 * @param repository whose artifacts the credentials are for, null when there are none
 * @param trust null for the authorities that Java trusts
 */
public record RepositoryAccess(
        @Nullable URI repository,
        @Nullable Credentials credentials,
        @Nullable SSLContext trust) {
    public static final RepositoryAccess OPEN = new RepositoryAccess(null, null, null);

    /** Name and password of a user. */
    public record Credentials(String user, String password) {
        private String header() {
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }

        @Override
        public String toString() {
            return "credentials of " + user;
        }
    }

    /** For this address only: redirects lead to servers that must not see them. */
    Optional<String> authorization(URI address) {
        return repository == null || credentials == null || !Addresses.isBelow(address, repository)
                ? Optional.empty()
                : Optional.of(credentials.header());
    }

    @Override
    public String toString() {
        return "access to " + (repository == null ? "open repositories" : Addresses.shown(repository));
    }
}
