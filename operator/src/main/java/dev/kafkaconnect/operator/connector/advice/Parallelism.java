package dev.kafkaconnect.operator.connector.advice;

import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the tasks that a connector may have with those that it has, and with what there is to share. Pure. */
public final class Parallelism {

    private Parallelism() {}

    /** Topics that the sink reads, if they are named one by one; a pattern is not looked into. */
    public static Set<String> topics(ObservedConnector observed) {
        return !"sink".equals(observed.type())
                ? Set.of()
                : Arrays.stream(observed.config().getOrDefault("topics", "").split(",", -1))
                        .map(String::strip)
                        .filter(topic -> !topic.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Sentences about tasks that have nothing to do, or were never made.
     *
     * @param partitions by topic, as far as they are known
     */
    public static List<String> advice(
            int tasksMax, ObservedConnector observed, Optional<Map<String, Integer>> partitions) {
        int tasks = observed.tasks().size();
        Set<String> topics = topics(observed);
        int shares = partitions
                .filter(known -> !topics.isEmpty() && known.keySet().containsAll(topics))
                .map(known -> topics.stream()
                        .mapToInt(topic -> known.getOrDefault(topic, 0))
                        .sum())
                .orElse(Integer.MAX_VALUE);
        if (tasks > shares) {
            return List.of("%d tasks share the %s of %s, %d more than can have work; spec.tasksMax: %d is enough"
                    .formatted(
                            tasks,
                            counted(shares, "partition"),
                            topics.size() == 1 ? "its topic" : "its topics",
                            tasks - shares,
                            shares));
        }
        return tasks > 0 && tasks < tasksMax
                ? List.of("spec.tasksMax is %d, but the connector splits its work into %s; spec.tasksMax: %d is enough"
                        .formatted(tasksMax, counted(tasks, "task"), tasks))
                : List.of();
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
