package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Logging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Levels of the workers' loggers (spec.logging). They reach running workers through the REST API and are no part of the pod
 * template, so that nothing rolls. Pure; {@code LoggerLevels} sends the requests.
 *
 * @param levels by name; root is the root logger
 */
public record LoggingSettings(SortedMap<String, String> levels) {
    static final String ROOT = "root";

    /** Of the root logger in the image. */
    static final String DEFAULT_LEVEL = "INFO";

    /** A request to set a logger, and all below it, to a level. */
    public record Change(String logger, String level) {}

    public static LoggingSettings of(@Nullable Logging spec) {
        return new LoggingSettings(
                spec == null || spec.getLoggers() == null ? new TreeMap<>() : new TreeMap<>(spec.getLoggers()));
    }

    /**
     * What brings workers from the levels they were told before to these. A request also sets the loggers below the one it
     * names, so those that differ are set again after it; a logger that is not named any more gets the level it inherits.
     */
    public List<Change> changesFrom(Map<String, String> before) {
        SortedMap<String, String> targets = new TreeMap<>((one, other) ->
                isRoot(one) || isRoot(other) ? Boolean.compare(isRoot(other), isRoot(one)) : one.compareTo(other));
        before.keySet().forEach(name -> targets.put(name, inherited(name)));
        targets.putAll(levels);
        List<Change> changes = new ArrayList<>();
        targets.forEach((name, level) -> {
            boolean overwritten = changes.stream().anyMatch(change -> isBelow(name, change.logger()));
            if (overwritten || !level.equals(before.get(name))) {
                changes.add(new Change(name, level));
            }
        });
        return changes;
    }

    private String inherited(String name) {
        return levels.entrySet().stream()
                .filter(entry -> !isRoot(entry.getKey()) && isBelow(name, entry.getKey()))
                .reduce((shorter, longer) -> longer)
                .map(Map.Entry::getValue)
                .orElse(levels.getOrDefault(ROOT, DEFAULT_LEVEL));
    }

    private static boolean isBelow(String name, String ancestor) {
        return isRoot(ancestor) ? !isRoot(name) : name.startsWith(ancestor + ".");
    }

    private static boolean isRoot(String name) {
        return name.equals(ROOT);
    }
}
