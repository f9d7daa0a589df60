package dev.kafkaconnect.operator.importing.documents;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a config provider in the configuration of a connector, such as {@code ${secrets:shop/database:password}}.
 *
 * @param provider its name on the workers
 * @param path what is between the first two colons; empty for providers without
 */
public record ProviderReference(String provider, String path, String key) {
    private static final Pattern WHOLE = Pattern.compile("\\$\\{([^}:]+):(?:([^}:]*):)?([^}]*)}");
    private static final Pattern ANY = Pattern.compile("\\$\\{([^}:]+):[^}]*}");

    /** The kinds of Kubernetes objects that Strimzi's providers read, by the names that its documentation gives these. */
    public enum Kind {
        Secret,
        ConfigMap
    }

    /** Of a value that is a reference and nothing else. */
    public static Optional<ProviderReference> of(String value) {
        Matcher matcher = WHOLE.matcher(value);
        return matcher.matches()
                ? Optional.of(new ProviderReference(
                        matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** Names of the providers that a text refers to. */
    public static Set<String> providers(String text) {
        Set<String> names = new TreeSet<>();
        ANY.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    static boolean readsSecrets(String provider) {
        return provider.equals("secrets") || provider.equals("strimzisecrets");
    }

    /** What of Kubernetes it reads; null for anything else. */
    public @Nullable Kind kind() {
        if (path.isEmpty()
                || path.startsWith("/")
                || path.chars().filter(c -> c == '/').count() > 1) {
            return null;
        }
        return switch (provider) {
            case "configmaps" -> Kind.ConfigMap;
            default -> readsSecrets(provider) ? Kind.Secret : null;
        };
    }

    /** Namespace of the object; null for that of the workers. */
    public @Nullable String namespace() {
        int slash = path.indexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }

    public String object() {
        return path.substring(path.indexOf('/') + 1);
    }
}
