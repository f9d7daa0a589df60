package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.references.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the Secret of one cluster held when it was read. Pure. */
public record StoredValues(Content content) {
    static final String KEY = "revision-key";

    /** What the revisions of this cluster are made with, null while there is none. */
    byte @Nullable [] key() {
        return content.data().get(KEY);
    }

    boolean hasAll(ValueFiles wanted) {
        return content.data().keySet().containsAll(wanted.files().keySet());
    }

    /** All files of a connector, of whatever revision. */
    public Set<String> filesOf(String connectName) {
        Set<String> files = new TreeSet<>(content.data().keySet());
        files.removeIf(file -> !ValueFiles.isOf(connectName, file));
        return files;
    }

    /** All values of a connector, of whatever revision. */
    public List<String> valuesOf(String connectName) {
        return values(file -> ValueFiles.isOf(connectName, file));
    }

    /** All values of all connectors, of whatever revision. */
    List<String> values() {
        return values(file -> !KEY.equals(file));
    }

    private List<String> values(Predicate<String> which) {
        return content.data().entrySet().stream()
                .filter(file -> which.test(file.getKey()) && !ValueFiles.isMarker(file.getKey()))
                .map(Map.Entry::getValue)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
