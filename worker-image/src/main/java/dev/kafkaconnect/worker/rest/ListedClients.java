package dev.kafkaconnect.worker.rest;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The clients that a worker answers besides the operator and the other workers, by the SHA-256 of their certificates. A certificate that is
 * not listed is refused, whoever issued it: to be revoked, it is taken off the list. Asked by {@link ClientAccess} with each
 * request, so that the worker need not start again.
 */
@FunctionalInterface
interface ListedClients {

    /** What a client may do. */
    enum Access {
        READ_ONLY,
        FULL
    }

    /** Nobody. */
    ListedClients NONE = fingerprint -> Optional.empty();

    /** @param fingerprint SHA-256 of the certificate in hexadecimal digits of lower case */
    Optional<Access> access(String fingerprint);

    /** Those in a file that may change at any time. A file that cannot be read lists nobody. */
    static ListedClients in(Path file) {
        return fingerprint -> {
            Properties clients = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                clients.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                return Optional.empty();
            }
            return Optional.ofNullable(clients.getProperty(fingerprint)).flatMap(ListedClients::first);
        };
    }

    /** The first word; the others are for the operator. */
    private static Optional<Access> first(String line) {
        return switch (line.strip().split("\\s", 2)[0]) {
            case "ReadOnly" -> Optional.of(Access.READ_ONLY);
            case "Full" -> Optional.of(Access.FULL);
            default -> Optional.empty();
        };
    }
}
