package dev.kafkaconnect.worker.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client with read-only access may ask. A list of what is allowed: whatever else Kafka or an extension adds to the REST API is not
 * on it. {@code PUT /connector-plugins/CLASS/config/validate} is not either: it changes nothing, but runs code of the plug-in, which
 * resolves references to secrets and connects to any host that the request names. Pure; asked by {@link ClientAccess}.
 */
final class ReadOnlyRequests {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    /** By segment, where an asterisk stands for one name. */
    private static final List<Pattern> PATHS = List.of(
                    "",
                    "health",
                    "connectors",
                    "connectors/*",
                    "connectors/*/config",
                    "connectors/*/status",
                    "connectors/*/offsets",
                    "connectors/*/topics",
                    "connectors/*/tasks",
                    "connectors/*/tasks/*/status",
                    "connector-plugins",
                    "connector-plugins/*/config",
                    "admin/loggers",
                    "admin/loggers/*",
                    "plugin-files/*")
            .stream()
            .map(path -> Pattern.compile(path.replace("*", "[^/;]+")))
            .toList();

    private ReadOnlyRequests() {}

    /** @param path as it was sent, with escapes, without the first slash */
    static boolean include(String method, String path) {
        String asked = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return METHODS.contains(method)
                && PATHS.stream().anyMatch(allowed -> allowed.matcher(asked).matches())
                && Arrays.stream(asked.split("/")).noneMatch(ReadOnlyRequests::leadsElsewhere);
    }

    private static boolean leadsElsewhere(String segment) {
        try {
            String decoded = URLDecoder.decode(segment, StandardCharsets.UTF_8);
            return decoded.equals(".") || decoded.equals("..");
        } catch (IllegalArgumentException malformed) {
            return true;
        }
    }
}
