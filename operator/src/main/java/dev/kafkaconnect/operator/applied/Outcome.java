package dev.kafkaconnect.operator.applied;

import dev.kafkaconnect.operator.applied.FieldDifferences.Difference;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What comes of applying an object. Made by {@link DryRuns}. Pure.
 *
 * @param gainsOrLoses whether its applier would own other fields of the stored object
 * @param changed fields of the applied object that would have another value than they have
 * @param rewritten fields that would have another value than the one that is applied, and the text that names them
 * @param moved values of the fields, the applied object's or not, that would have neither the value that they have nor the one
 *     that is applied
 */
record Outcome(
        boolean gainsOrLoses,
        List<String> changed,
        SortedMap<String, String> rewritten,
        SortedMap<String, String> moved) {

    /** The API server writes the others itself. */
    private static final Set<String> METADATA_OF_PEOPLE = Set.of("annotations", "labels");

    /** What is not known is tried. */
    static Outcome refused() {
        return new Outcome(true, List.of(), new TreeMap<>(), new TreeMap<>());
    }

    /**
     * @param before as it is stored
     * @param after as it would be stored
     * @param manager who applies
     */
    static Outcome of(
            HasMetadata desired,
            HasMetadata before,
            HasMetadata after,
            String manager,
            KubernetesSerialization serialization) {
        Map<?, ?> wanted = map(desired, serialization);
        Map<?, ?> stored = map(before, serialization);
        Map<?, ?> result = map(after, serialization);
        SortedMap<String, String> rewritten = new TreeMap<>();
        FieldDifferences.of(wanted, wanted, result)
                .forEach(difference -> rewritten.put(difference.path(), named(difference)));
        return new Outcome(
                !Objects.equals(owned(before, manager), owned(after, manager)),
                FieldDifferences.of(wanted, stored, result).stream()
                        .map(Difference::path)
                        .toList(),
                rewritten,
                moved(wanted, stored, result));
    }

    /**
     * Whether the stored object would be another one, in what its applier owns.
     *
     * @param restless fields that do not count
     */
    boolean changesBeside(Set<String> restless) {
        return gainsOrLoses || changed.stream().anyMatch(path -> !restless.contains(path));
    }

    private static SortedMap<String, String> moved(Map<?, ?> wanted, Map<?, ?> stored, Map<?, ?> result) {
        Map<?, ?> told = ofPeople(result);
        List<Difference> others = FieldDifferences.of(told, wanted, result);
        SortedMap<String, String> moved = new TreeMap<>();
        for (Difference change : FieldDifferences.of(told, stored, result)) {
            for (Difference other : others) {
                Difference field = isWithin(change.path(), other.path()) ? change : other;
                if (isWithin(field.path(), change.path()) && isWithin(field.path(), other.path())) {
                    moved.put(field.path(), String.valueOf(field.other()));
                }
            }
        }
        return moved;
    }

    private static Map<?, ?> ofPeople(Map<?, ?> object) {
        Map<Object, Object> told = new HashMap<>(object);
        told.remove("status");
        if (object.get("metadata") instanceof Map<?, ?> metadata) {
            Map<Object, Object> kept = new HashMap<>(metadata);
            kept.keySet().retainAll(METADATA_OF_PEOPLE);
            told.put("metadata", kept);
        }
        return told;
    }

    private static boolean isWithin(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".") || path.startsWith(outer + "[");
    }

    private static String named(Difference difference) {
        return difference.one() instanceof Number one && difference.other() instanceof Number other
                ? "%s (%s instead of %s)".formatted(difference.path(), other, one)
                : difference.path();
    }

    private static Map<?, ?> map(HasMetadata object, KubernetesSerialization serialization) {
        return serialization.convertValue(object, Map.class);
    }

    private static List<FieldsV1> owned(HasMetadata object, String manager) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        return (entries == null ? Stream.<ManagedFieldsEntry>empty() : entries.stream())
                .filter(entry -> manager.equals(entry.getManager()) && "Apply".equals(entry.getOperation()))
                .map(ManagedFieldsEntry::getFieldsV1)
                .toList();
    }
}
