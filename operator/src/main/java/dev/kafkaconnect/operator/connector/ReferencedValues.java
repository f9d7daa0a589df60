package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ConnectorFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a configuration that comes from Secrets and ConfigMaps.
 *
 * @param sources as the spec names them
 * @param files that hold the values; null without sources, before they were read, and while something is missing
 * @param missing why the values are not known, null when they are
 */
record ReferencedValues(
        List<ValueSource> sources,
        @Nullable ConnectorFiles files,
        @Nullable Verdict missing) {
    static final ReferencedValues NONE = new ReferencedValues(List.of(), null, null);

    static ReferencedValues of(List<ValueSource> sources) {
        return new ReferencedValues(sources, null, null);
    }
}
