package dev.kafkaconnect.operator.importing.documents;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of Kubernetes for things that have other names elsewhere. */
public final class Names {
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Pattern CLUSTER = Pattern.compile("[a-z]([-a-z0-9]{0,43}[a-z0-9])?");
    private static final Pattern INSIDE_CONNECT = Pattern.compile(
            "[^\\s/\\\\?#%;{}\\x00-\\x1f\\x7f]([^/\\\\?#%;{}\\x00-\\x1f\\x7f]{0,247}[^\\s/\\\\?#%;{}\\x00-\\x1f\\x7f])?");
    private static final int LONGEST = 200;

    private Names() {}

    public static boolean isObject(String name) {
        return OBJECT.matcher(name).matches() && !name.contains("..") && !name.contains(".-") && !name.contains("-.");
    }

    public static boolean isCluster(String name) {
        return CLUSTER.matcher(name).matches();
    }

    /** Whether {@code spec.connectorName} takes it. */
    public static boolean isConnector(String name) {
        return INSIDE_CONNECT.matcher(name).matches();
    }

    /** A name for an object, which resembles the other. */
    public static String object(String name) {
        if (isObject(name)) {
            return name;
        }
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        String trimmed = cut.replaceAll("^-+|-+$", "");
        return trimmed.isEmpty() ? "connector" : trimmed;
    }

    public static String cluster(String name) {
        if (isCluster(name)) {
            return name;
        }
        String plain = object(name).replace('.', '-').replaceAll("^[^a-z]+", "");
        String cut = plain.length() > 45 ? plain.substring(0, 45) : plain;
        String trimmed = cut.replaceAll("-+$", "");
        return trimmed.isEmpty() ? "connect" : trimmed;
    }
}
