package dev.kafkaconnect.worker.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request is answered. Decides; asked by {@link RequestFilter}.
 *
 * @param clientHost a host name that the certificates of the operator and the workers are valid for
 * @param listed further clients, whose certificates are not
 */
record ClientAccess(String clientHost, ListedClients listed) {

    /** Who sent a request. */
    sealed interface Caller {

        /** Without TLS: anything that runs in the pod, a connector for example. */
        record Unencrypted() implements Caller {}

        /**
         * With a certificate of an authority that the worker trusts, which others may have as well.
         *
         * @param hosts that the certificate is valid for, an asterisk for a whole label
         * @param fingerprint SHA-256 of the certificate
         */
        record Certified(String subject, Set<String> hosts, String fingerprint) implements Caller {}
    }

    /**
     * @param path as it was sent, without the first slash
     * @return why the request is refused; empty when it is answered
     */
    Optional<String> refusal(Caller caller, String method, String path) {
        return switch (caller) {
            case Caller.Unencrypted unencrypted ->
                isProbe(method, path)
                        ? Optional.empty()
                        : Optional.of("without TLS this worker answers GET /health and nothing else");
            case Caller.Certified certified ->
                certified.hosts().stream().anyMatch(this::isClientHost)
                        ? Optional.empty()
                        : refusal(certified, ReadOnlyRequests.include(method, path));
        };
    }

    private Optional<String> refusal(Caller.Certified client, boolean reads) {
        return switch (listed.access(client.fingerprint()).orElse(null)) {
            case FULL -> Optional.empty();
            case READ_ONLY ->
                reads
                        ? Optional.empty()
                        : Optional.of(
                                "the client certificate %s has the access ReadOnly, which does not include this request"
                                        .formatted(client.subject()));
            case null ->
                Optional.of(
                        "the client certificate %s is not valid for %s and is not one of spec.rest.clients, so it is not one of this cluster"
                                .formatted(client.subject(), clientHost));
        };
    }

    private static boolean isProbe(String method, String path) {
        return method.equals("GET") && path.equals("health");
    }

    /** As TLS clients check a server. */
    private boolean isClientHost(String name) {
        String wanted = clientHost.toLowerCase(Locale.ROOT);
        String given = name.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return given.equals(wanted) || dot > 0 && given.equals("*" + wanted.substring(dot));
    }
}
