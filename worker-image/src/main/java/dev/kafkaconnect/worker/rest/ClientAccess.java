package dev.kafkaconnect.worker.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request is answered. Pure; asked by {@link RequestFilter}.
 *
 * @param clientHost a host name that the certificate of a client must be valid for
 */
record ClientAccess(String clientHost) {

    /** Who sent a request. */
    sealed interface Caller {

        /** Without TLS: anything that runs in the pod, a connector for example. */
        record Unencrypted() implements Caller {}

        /**
         * With a certificate of an authority that the worker trusts, which others may have as well.
         *
         * @param hosts that the certificate is valid for, an asterisk for a whole label
         */
        record Certified(String subject, Set<String> hosts) implements Caller {}
    }

    /** @return why the request is refused; empty when it is answered */
    Optional<String> refusal(Caller caller, String method, String path) {
        return switch (caller) {
            case Caller.Unencrypted unencrypted ->
                isProbe(method, path)
                        ? Optional.empty()
                        : Optional.of("without TLS this worker answers GET /health and nothing else");
            case Caller.Certified(String subject, Set<String> hosts) ->
                hosts.stream().anyMatch(this::isClientHost)
                        ? Optional.empty()
                        : Optional.of("the client certificate %s is not valid for %s, so it is not one of this cluster"
                                .formatted(subject, clientHost));
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
