package dev.kafkaconnect.operator.applied;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the fields in which two objects differ, of those that a third one has. Used by {@link Outcome}. Pure. */
final class FieldDifferences {
    /** The fields that distinguish items of lists; without any of them, their place does. */
    private static final List<String> KEYS =
            List.of("mountPath", "name", "key", "topologyKey", "containerPort", "port", "uid");

    private final List<Difference> found = new ArrayList<>();

    /** @param path such as {@code spec.template.spec.containers[worker].image} */
    record Difference(
            String path, @Nullable Object one, @Nullable Object other) {}

    private FieldDifferences() {}

    static List<Difference> of(Map<?, ?> fields, Map<?, ?> one, Map<?, ?> other) {
        FieldDifferences differences = new FieldDifferences();
        differences.compare("", fields, one, other);
        return List.copyOf(differences.found);
    }

    private void compare(String path, @Nullable Object fields, @Nullable Object one, @Nullable Object other) {
        if (fields instanceof Map<?, ?> map && one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
            map.forEach((name, value) -> compare(
                    path.isEmpty() ? String.valueOf(name) : path + "." + name, value, left.get(name), right.get(name)));
        } else if (fields instanceof List<?> list && one instanceof List<?> left && other instanceof List<?> right) {
            if (list.stream().allMatch(Map.class::isInstance)) {
                items(path, list, left, right);
            } else if (!left.equals(right)) {
                found.add(new Difference(path, one, other));
            }
        } else if (!isSame(one, other)) {
            found.add(new Difference(path, one, other));
        }
    }

    private void items(String path, List<?> list, List<?> left, List<?> right) {
        for (int i = 0; i < list.size(); i++) {
            Map<?, ?> item = (Map<?, ?>) list.get(i);
            String key = KEYS.stream().filter(item::containsKey).findFirst().orElse(null);
            Object id = key == null ? i : item.get(key);
            compare(path + "[" + id + "]", item, item(left, key, id, i), item(right, key, id, i));
        }
    }

    private static @Nullable Object item(List<?> list, @Nullable String key, @Nullable Object id, int place) {
        if (key == null) {
            return place < list.size() ? list.get(place) : null;
        }
        return list.stream()
                .filter(item -> item instanceof Map<?, ?> map && Objects.equals(map.get(key), id))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other)
                || one instanceof String left && other instanceof String right && isSameAmount(left, right);
    }

    private static boolean isSameAmount(String one, String other) {
        try {
            return Quantity.getAmountInBytes(new Quantity(one))
                            .compareTo(Quantity.getAmountInBytes(new Quantity(other)))
                    == 0;
        } catch (IllegalArgumentException noAmount) {
            return false;
        }
    }
}
