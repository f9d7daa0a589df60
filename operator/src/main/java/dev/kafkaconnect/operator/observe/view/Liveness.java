package dev.kafkaconnect.operator.observe.view;

import java.util.HashSet;
import java.util.Set;

/**
 * Of which workers what Connect reports can be believed, by their ids in Connect.
 *
 * @param ready those that are alive
 * @param unready those whose process runs on but is not ready: what is on them may run or not
 */
public record Liveness(Set<String> ready, Set<String> unready) {
    public static final Liveness NONE = new Liveness(Set.of(), Set.of());

    public static Liveness of(Workers workers) {
        return new Liveness(workers.ready(), workers.unready());
    }

    /** Workers may have died while an answer was on its way. */
    public Liveness and(Liveness later) {
        Set<String> both = new HashSet<>(ready);
        both.retainAll(later.ready);
        return new Liveness(both, later.unready);
    }

    RunState verified(RunState reported, String worker) {
        if (ready.contains(worker)) {
            return reported;
        }
        return reported != RunState.Unassigned && unready.contains(worker) ? RunState.Unverified : RunState.Unassigned;
    }
}
