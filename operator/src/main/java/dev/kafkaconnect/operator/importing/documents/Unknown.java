package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Warnings of the fields that nobody reads, with their paths. Called by {@link Rule} for whole resources, and by translations for
 * the objects and entries of lists that they take apart.
 */
public final class Unknown {

    private Unknown() {}

    /**
     * @param known paths below the object, each with everything below it
     * @param path of the object, empty for a resource
     */
    public static void warn(JsonNode object, Set<String> known, String path, Report report) {
        for (String leaf : Fields.leaves(object)) {
            if (!leaf.isEmpty() && known.stream().noneMatch(one -> covers(one, leaf))) {
                report.warn(
                        path.isEmpty() ? leaf : path + "." + leaf, "is not known to connector-import and is left out");
            }
        }
    }

    /** @param known paths below each entry */
    public static void warnEach(JsonNode list, Set<String> known, String path, Report report) {
        int number = 0;
        for (JsonNode entry : list) {
            warn(entry, known, entry(path, number), report);
            number++;
        }
    }

    public static String entry(String list, int number) {
        return "%s[%d]".formatted(list, number);
    }

    /** A leaf above what is known is an empty object. */
    private static boolean covers(String known, String leaf) {
        return leaf.equals(known) || leaf.startsWith(known + ".") || known.startsWith(leaf + ".");
    }
}
