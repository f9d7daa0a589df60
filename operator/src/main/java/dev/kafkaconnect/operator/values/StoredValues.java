package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.text.ConnectorKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the Secrets of one cluster held when they were read. Pure.
 *
 * @param shards by their numbers; the first one, with the number 0, is always there
 * @param taken numbers of which there is a Secret that is not the operator's
 */
public record StoredValues(SortedMap<Integer, ValuesShard> shards, Set<Integer> taken) {
    static final String KEY = "revision-key";

    /** What the revisions of this cluster are made with, null while there is none. */
    byte @Nullable [] key() {
        return first().content().data().get(KEY);
    }

    ValuesShard first() {
        return Objects.requireNonNull(shards.get(0), "there are no values without the first Secret");
    }

    /** The Secret that holds all files of this revision. */
    Optional<ValuesShard> holding(ValueFiles wanted) {
        return shards.values().stream()
                .filter(shard -> shard.hasAll(wanted.files().keySet()))
                .findFirst();
    }

    /** All files of a connector, of whatever revision. */
    public Set<String> filesOf(String connectName) {
        String owner = ConnectorKey.of(connectName);
        return shards.values().stream()
                .flatMap(shard -> shard.filesOf(owner).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All values of a connector, of whatever revision. */
    public List<String> valuesOf(String connectName) {
        String owner = ConnectorKey.of(connectName);
        return shards.values().stream()
                .flatMap(shard -> values(shard, shard.filesOf(owner)))
                .toList();
    }

    /** All values of all connectors, of whatever revision. */
    List<String> values() {
        return shards.values().stream()
                .flatMap(shard -> shard.byOwner().values().stream().flatMap(files -> values(shard, files)))
                .toList();
    }

    private static Stream<String> values(ValuesShard shard, Set<String> files) {
        return files.stream()
                .filter(file -> !ValueFiles.isMarker(file))
                .map(file -> Objects.requireNonNull(shard.content().data().get(file)))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Another one after each write that brings files. */
    String writes() {
        return shards.values().stream()
                .map(shard -> shard.content().uid() + ":" + shard.write())
                .collect(Collectors.joining(" "));
    }
}
