package dev.kafkaconnect.operator.applied;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which fields of an object get another value with each write: a time, a random number. A policy that is new, or that was edited,
 * gives one field a second value for the same content; a third shows that there is no end to it. Kept by {@link DryRuns}. Pure.
 *
 * @param content what the operator wants; what a policy derives from it may differ when it differs
 * @param values by field, those that would have been stored
 */
record Renewals(Object content, Map<String, Set<String>> values) {
    private static final int PROOF = 3;

    static Renewals none() {
        return new Renewals("", Map.of());
    }

    /** After one more answer. Fields that were found to be renewed stay so. */
    Renewals with(Object nextContent, Map<String, String> moved) {
        Map<String, Set<String>> next = new TreeMap<>();
        values.forEach((path, seen) -> {
            if (content.equals(nextContent) || seen.size() >= PROOF) {
                next.put(path, seen);
            }
        });
        moved.forEach((path, value) -> {
            Set<String> seen = new HashSet<>(next.getOrDefault(path, Set.of()));
            if (seen.size() < PROOF) {
                seen.add(value);
            }
            next.put(path, Set.copyOf(seen));
        });
        return new Renewals(nextContent, Map.copyOf(next));
    }

    Set<String> proven() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= PROOF)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
