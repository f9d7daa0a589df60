package dev.kafkaconnect.operator.references;

import java.util.regex.Pattern;

/**
 * Compares versions of one object. Since Kubernetes 1.35 they are decimal numbers that grow with each write; of what is no such
 * number nothing is known but whether it is the same. Pure.
 */
public final class ResourceVersion {
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]*");

    private ResourceVersion() {}

    /** Whether what was read or written with this version holds everything that the other one held or replaced. */
    public static boolean isAtLeast(String version, String other) {
        return version.equals(other)
                || DECIMAL.matcher(version).matches() && DECIMAL.matcher(other).matches() && isGreater(version, other);
    }

    private static boolean isGreater(String version, String other) {
        return version.length() == other.length() ? version.compareTo(other) > 0 : version.length() > other.length();
    }
}
