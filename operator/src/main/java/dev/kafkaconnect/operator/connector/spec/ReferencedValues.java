package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ValueFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a configuration that comes from Secrets and ConfigMaps.
 *
 * @param sources as the spec names them
 * @param files that hold the values; null without sources, before they were read, and while something is missing
 * @param advice what looks mistaken in the values, in sentences that do not show them
 * @param missing why the values are not known, null when they are
 */
public record ReferencedValues(
        List<ValueSource> sources,
        @Nullable ValueFiles files,
        List<String> advice,
        @Nullable Verdict missing) {
    public static final ReferencedValues NONE = of(List.of());

    public static ReferencedValues of(List<ValueSource> sources) {
        return new ReferencedValues(sources, null, List.of(), null);
    }

    public ReferencedValues found(ValueFiles delivered, List<String> looksMistaken) {
        return new ReferencedValues(sources, delivered, looksMistaken, null);
    }

    ReferencedValues without(Verdict why) {
        return new ReferencedValues(sources, null, List.of(), why);
    }

    /** Whether there is nothing more to be found out. */
    public boolean areKnown() {
        return sources.isEmpty() || files != null;
    }
}
