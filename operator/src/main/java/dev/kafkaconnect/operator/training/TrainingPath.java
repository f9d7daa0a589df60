package dev.kafkaconnect.operator.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the API server names. Used by {@link TrainingApiServer}.
 *
 * @param plural such as connectors
 * @param namespace null for all, or where there are none
 * @param name null for the whole collection
 * @param part of the object, such as status; empty for all of it
 */
record TrainingPath(
        String plural, @Nullable String namespace, @Nullable String name, String part) {
    private static final String NAMESPACES = "namespaces";

    static TrainingPath of(String path) {
        List<String> words = List.of(path.substring(1).split("/"));
        // /api/v1/... or /apis/group/version/...
        List<String> inGroup =
                words.subList(Math.min(words.size(), words.getFirst().equals("api") ? 2 : 3), words.size());
        boolean namespaced = inGroup.size() > 2 && inGroup.getFirst().equals(NAMESPACES);
        List<String> rest = namespaced ? inGroup.subList(2, inGroup.size()) : inGroup;
        return new TrainingPath(
                word(rest, 0), namespaced ? inGroup.get(1) : null, rest.size() > 1 ? rest.get(1) : null, word(rest, 2));
    }

    private static String word(List<String> words, int number) {
        return number < words.size() ? words.get(number) : "";
    }

    /** The object of this name in the collection. */
    TrainingPath named(String object) {
        return new TrainingPath(plural, namespace, object, part);
    }

    boolean holds(TrainingPath other) {
        return plural.equals(other.plural) && (namespace == null || namespace.equals(other.namespace));
    }
}
