package dev.kafkaconnect.operator.requests;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the address of a request says of it. Pure. Called by {@link BoundedHttpClient}. */
final class Destination {
    private static final Pattern NAMESPACE = Pattern.compile("/namespaces/([^/]+)");

    private Destination() {}

    /** Whether it reads or renews a lease, for which there is little time. */
    static boolean isLease(URI uri) {
        return uri.getPath().contains("/apis/coordination.k8s.io/");
    }

    /** Those that take turns: namespaces, and what is in none. */
    static String flow(URI uri) {
        Matcher namespace = NAMESPACE.matcher(uri.getPath());
        return namespace.find() ? namespace.group(1) : "";
    }
}
