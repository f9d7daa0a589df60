package dev.kafkaconnect.operator.selection;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One part of a {@link WatchSelector}, with the meaning that the API server gives to it.
 *
 * @param key of a label
 * @param values one at least with {@code In} and {@code NotIn}, otherwise none
 */
record Requirement(String key, Relation relation, Set<String> values) {

    enum Relation {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }

    boolean matches(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (relation) {
            case In -> value != null && values.contains(value);
            case NotIn -> value == null || !values.contains(value);
            case Exists -> value != null;
            case DoesNotExist -> value == null;
        };
    }

    @Override
    public String toString() {
        String sorted = String.join(",", new TreeSet<>(values));
        boolean single = values.size() == 1;
        return switch (relation) {
            case In -> single ? key + "=" + sorted : "%s in (%s)".formatted(key, sorted);
            case NotIn -> single ? key + "!=" + sorted : "%s notin (%s)".formatted(key, sorted);
            case Exists -> key;
            case DoesNotExist -> "!" + key;
        };
    }
}
