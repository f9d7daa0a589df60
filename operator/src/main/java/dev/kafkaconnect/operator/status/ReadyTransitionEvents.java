package dev.kafkaconnect.operator.status;

import dev.kafkaconnect.operator.events.Events;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a change of Ready into an event: when something became ready, stopped getting better, or cannot be told any more. */
public final class ReadyTransitionEvents {

    private ReadyTransitionEvents() {}

    /**
     * @param before conditions as last written
     * @param after conditions as written now
     */
    public static void announce(
            Events events, HasMetadata about, @Nullable List<Condition> before, List<Condition> after) {
        Condition now = ready(after).orElseThrow();
        boolean same = ready(before)
                .filter(was -> was.getStatus().equals(now.getStatus())
                        && was.getReason().equals(now.getReason()))
                .isPresent();
        if (same) {
            return;
        }
        boolean stalled =
                after.stream().anyMatch(condition -> condition.getType().equals("Stalled"));
        if (now.getStatus().equals("True")) {
            events.normal(about, now.getReason(), now.getMessage());
        } else if (stalled || now.getStatus().equals("Unknown") || tellsOfFailure(now)) {
            events.warning(about, now.getReason(), now.getMessage());
        }
    }

    private static boolean tellsOfFailure(Condition ready) {
        return ready.getReason().equals(Reason.TasksFailed.name())
                || ready.getReason().equals(Reason.ConnectorFailed.name());
    }

    private static Optional<Condition> ready(@Nullable List<Condition> conditions) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> condition.getType().equals("Ready"))
                        .findFirst();
    }
}
