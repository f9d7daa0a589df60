package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.kafka.security.ValueFile;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.values.RevisionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets and ConfigMaps that a ConnectCluster refers to, as they were read. What is not in here does not exist. Tells
 * nothing of the contents when it is logged.
 *
 * @param contents by the name of the Secret, or by ConfigMap/ and its name
 * @param key what revisions of the cluster are made with, null while there is none
 */
public record ResolvedSecrets(
        SortedMap<String, Content> contents, @Nullable RevisionKey key) {
    public static final ResolvedSecrets NONE = of(Map.of(), null);

    public static ResolvedSecrets of(Map<String, Content> contents, @Nullable RevisionKey key) {
        return new ResolvedSecrets(Collections.unmodifiableSortedMap(new TreeMap<>(contents)), key);
    }

    private static final byte[] NOTHING = {};

    /** What the contents are known by; no name holds a slash. */
    public static String nameOf(ValueFile file) {
        return switch (file.source()) {
            case Secret -> file.object();
            case ConfigMap -> "ConfigMap/" + file.object();
        };
    }

    public boolean has(ValueFile file) {
        return contents.containsKey(nameOf(file));
    }

    public Optional<String> text(ValueFile file) {
        Content content = contents.get(nameOf(file));
        byte[] value = content == null ? null : content.data().get(file.key());
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    /**
     * Changes with the values of these files, and not with anything else in what holds them. Tells nothing of them. Empty while
     * there is no key.
     */
    public Optional<String> revision(List<ValueFile> files) {
        if (key == null) {
            return Optional.empty();
        }
        List<byte[]> parts = new ArrayList<>();
        for (ValueFile file : files) {
            Content content = contents.get(nameOf(file));
            parts.add(
                    "%s/%s/%s".formatted(nameOf(file), file.key(), file.file()).getBytes(StandardCharsets.UTF_8));
            parts.add(content == null ? NOTHING : content.data().getOrDefault(file.key(), NOTHING));
        }
        return Optional.of(key.revision(parts));
    }
}
