package dev.kafkaconnect.operator.metrics;

import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditions as numbers. Pure. */
final class ConditionValues {
    private static final List<String> STATUSES = List.of("True", "False", "Unknown");

    private ConditionValues() {}

    /** 1 for a condition that is true, 0 for one that is not, is unknown or is absent. */
    static long truth(@Nullable List<Condition> conditions, String type) {
        return find(conditions, type)
                        .filter(found -> "True".equals(found.getStatus()))
                        .isPresent()
                ? 1
                : 0;
    }

    static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return all(conditions).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    /** One value for each condition and status, as kube-state-metrics has them. */
    static void each(@Nullable List<Condition> conditions, ResourceGauge.Samples samples) throws IOException {
        for (Condition condition : all(conditions)) {
            for (String status : STATUSES) {
                samples.add(
                        status.equals(condition.getStatus()) ? 1 : 0,
                        "type",
                        condition.getType(),
                        "status",
                        status.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static List<Condition> all(@Nullable List<Condition> conditions) {
        return conditions == null ? List.of() : conditions;
    }
}
