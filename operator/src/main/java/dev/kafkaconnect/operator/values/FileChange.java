package dev.kafkaconnect.operator.values;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one connector changes of the files of its cluster. Pure.
 *
 * @param owner key of the connector
 * @param put contents by name: all of one revision, which go to the same Secret
 * @param removed names of those that are not needed any more
 */
record FileChange(String owner, SortedMap<String, byte[]> put, Set<String> removed) {

    static FileChange put(ValueFiles files) {
        return new FileChange(ValueFiles.owner(files.marker()), files.files(), Set.of());
    }

    static FileChange remove(Set<String> files) {
        return new FileChange("", new TreeMap<>(), Set.copyOf(files));
    }

    /** Without the contents, which are secret. */
    @Override
    public String toString() {
        return "+%s -%s".formatted(put.keySet(), removed);
    }
}
