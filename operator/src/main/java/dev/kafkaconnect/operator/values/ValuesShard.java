package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.references.Content;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One of the Secrets with the values of a cluster, as it was read. Whose the files are is found out once, not whenever one of many
 * connectors asks for its own. Pure.
 *
 * @param number of the Secret among those of its cluster, the first is 0
 * @param byOwner names of files by the key of the connector that they belong to
 * @param weight of all files, see {@link #weightOf}
 * @param write number of the last write, 0 when none is told
 */
record ValuesShard(int number, Content content, Map<String, SortedSet<String>> byOwner, long weight, long write) {

    /** Kubernetes takes no Secret with more bytes of values, and etcd none with half as much again in names. */
    static final long CAPACITY = 1024 * 1024;

    /** A name stands beside its value and once more among the fields that the operator owns. */
    private static final int NAMED = 2;

    private static final int PUNCTUATION = 16;

    static ValuesShard of(int number, Content content) {
        Map<String, SortedSet<String>> byOwner = new HashMap<>();
        long weight = 0;
        for (Map.Entry<String, byte[]> file : content.data().entrySet()) {
            weight += weightOf(file.getKey(), file.getValue());
            if (ValueFiles.isOfConnector(file.getKey())) {
                byOwner.computeIfAbsent(ValueFiles.owner(file.getKey()), first -> new TreeSet<>())
                        .add(file.getKey());
            }
        }
        byte[] mark = content.data().get(ArrivalMark.file(number));
        return new ValuesShard(
                number,
                content,
                Collections.unmodifiableMap(byOwner),
                weight,
                mark == null ? 0 : ArrivalMark.write(number, mark));
    }

    /** What a file takes of the capacity. */
    static long weightOf(String file, byte[] content) {
        return content.length + (long) NAMED * file.length() + PUNCTUATION;
    }

    Set<String> filesOf(String owner) {
        return byOwner.getOrDefault(owner, Collections.emptySortedSet());
    }

    boolean hasAll(Set<String> files) {
        return content.data().keySet().containsAll(files);
    }

    boolean has(String file) {
        return content.data().containsKey(file);
    }
}
