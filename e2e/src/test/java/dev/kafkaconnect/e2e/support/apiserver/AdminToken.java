package dev.kafkaconnect.e2e.support.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What an administrator shows to an API server of the tests. A client certificate, which kube-api-test makes, costs 50 ms of the
 * processor for each connection, and tests make thousands.
 *
 * @param file as {@code --token-auth-file} takes it
 */
record AdminToken(String value, Path file) implements AutoCloseable {

    static AdminToken create() {
        try {
            String value = UUID.randomUUID().toString();
            // Made for its owner alone.
            Path file = Files.createTempFile("admin-token-", ".csv");
            Files.writeString(file, "%s,admin,admin,system:masters%n".formatted(value));
            return new AdminToken(value, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
