package dev.kafkaconnect.operator.connector.refusal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How alike two names are, by the pairs of letters they share (Dice's coefficient). Pure. */
final class Similarity {

    private Similarity() {}

    /** From 0, nothing in common, to 1, the same but for upper and lower case. */
    static double of(String one, String other) {
        Set<String> pairs = pairs(one);
        Set<String> otherPairs = pairs(other);
        if (pairs.isEmpty() || otherPairs.isEmpty()) {
            return 0;
        }
        Set<String> shared = new HashSet<>(pairs);
        shared.retainAll(otherPairs);
        return 2.0 * shared.size() / (pairs.size() + otherPairs.size());
    }

    private static Set<String> pairs(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= lower.length(); i++) {
            pairs.add(lower.substring(i, i + 2));
        }
        return pairs;
    }
}
