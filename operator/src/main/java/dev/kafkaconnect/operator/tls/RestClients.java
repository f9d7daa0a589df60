package dev.kafkaconnect.operator.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom the workers answer besides the operator and one another: the file that is mounted into them, in which the worker image looks up
 * the certificate of a client with each request. Part of {@link RestTls}; changes without a rollout. Pure.
 *
 * @param listed by the SHA-256 of the certificate
 * @param leaving names of clients that are not to be answered any more and whose Secrets are still to be emptied
 */
public record RestClients(SortedMap<String, Listed> listed, SortedSet<String> leaving) {
    public static final RestClients NONE = new RestClients(Collections.emptySortedMap(), Collections.emptySortedSet());
    private static final String LEAVING = "leaving.";

    /**
     * A certificate that is answered.
     *
     * @param access ReadOnly or Full
     * @param until when the certificate expires
     */
    public record Listed(String name, String access, Instant until) {}

    /** A client as it is to be. */
    public record Wanted(String fingerprint, Listed listed) {}

    /**
     * Those who are to be answered from now on. The former certificate of a client is answered until it expires: those who use it
     * have not read the new one yet. One whose certificate is lost has none that is answered.
     *
     * @param wanted by name, those whose certificates are known
     * @param names of all clients, also of those who have no certificate yet
     */
    public RestClients next(Map<String, Wanted> wanted, Set<String> names, Instant now) {
        SortedMap<String, Listed> next = new TreeMap<>();
        listed.forEach((fingerprint, former) -> {
            Wanted client = wanted.get(former.name());
            if (client != null && former.until().isAfter(now)) {
                next.put(fingerprint, new Listed(former.name(), client.listed().access(), former.until()));
            }
        });
        wanted.values().forEach(client -> next.put(client.fingerprint(), client.listed()));
        SortedSet<String> gone = new TreeSet<>(leaving);
        listed.values().forEach(former -> gone.add(former.name()));
        gone.removeAll(names);
        return new RestClients(next, gone);
    }

    /** After the Secrets of those that leave have been emptied. */
    public RestClients withoutLeaving() {
        return new RestClients(listed, Collections.emptySortedSet());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        listed.forEach((fingerprint, client) ->
                text.append("%s=%s %s %s\n".formatted(fingerprint, client.access(), client.name(), client.until())));
        leaving.forEach(name -> text.append("%s%s=\n".formatted(LEAVING, name)));
        return text.toString();
    }

    /** Lines that nobody understands are dropped: what they listed is not answered. */
    static RestClients parse(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (IllegalArgumentException damaged) {
            return NONE;
        }
        SortedMap<String, Listed> listed = new TreeMap<>();
        Set<String> keys = lines.stringPropertyNames();
        keys.forEach(key -> client(lines.getProperty(key)).ifPresent(client -> listed.put(key, client)));
        return new RestClients(
                listed,
                keys.stream()
                        .filter(key -> key.startsWith(LEAVING))
                        .map(key -> key.substring(LEAVING.length()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Optional<Listed> client(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Listed(words[1], words[0], Instant.parse(words[2])));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
