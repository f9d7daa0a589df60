package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.SecretFile;
import dev.kafkaconnect.operator.references.Content;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Secrets that a ConnectCluster refers to, as they were read. What is not in here does not exist. Tells nothing of the
 * contents when it is logged.
 */
record ResolvedSecrets(SortedMap<String, Content> contents) {
    static final ResolvedSecrets NONE = of(Map.of());

    static ResolvedSecrets of(Map<String, Content> contents) {
        return new ResolvedSecrets(Collections.unmodifiableSortedMap(new TreeMap<>(contents)));
    }

    boolean has(String secret) {
        return contents.containsKey(secret);
    }

    Optional<String> text(SecretFile file) {
        Content content = contents.get(file.secret());
        byte[] value = content == null ? null : content.data().get(file.key());
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    /** Changes with every change of a Secret, and tells nothing of what is in it. */
    String versions() {
        StringBuilder versions = new StringBuilder();
        contents.forEach((name, content) -> versions.append(versions.isEmpty() ? "" : " ")
                .append(name)
                .append('=')
                .append(content.version()));
        return versions.toString();
    }
}
