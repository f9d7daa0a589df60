package dev.kafkaconnect.operator.metrics;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the metrics, and how, from the environment of the operator. Read by the process; decides nothing about metrics.
 *
 * @param certificate METRICS_TLS_DIRECTORY: directory with tls.crt and tls.key, as a Secret is mounted; plain HTTP when absent
 * @param authenticated METRICS_AUTHENTICATION: whether callers need a token of Kubernetes and the permission to get the path
 */
public record MetricsAccess(@Nullable Path certificate, boolean authenticated) {

    public static MetricsAccess from(Map<String, String> environment) {
        String directory = environment.getOrDefault("METRICS_TLS_DIRECTORY", "").strip();
        String authentication =
                environment.getOrDefault("METRICS_AUTHENTICATION", "").strip();
        boolean authenticated = switch (authentication) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                throw new IllegalArgumentException(
                        "METRICS_AUTHENTICATION must be true or false, not \"%s\"".formatted(authentication));
        };
        if (authenticated && directory.isEmpty()) {
            throw new IllegalArgumentException(
                    "METRICS_AUTHENTICATION needs METRICS_TLS_DIRECTORY: tokens must not be sent without TLS");
        }
        return new MetricsAccess(directory.isEmpty() ? null : Path.of(directory), authenticated);
    }
}
