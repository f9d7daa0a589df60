package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What failed while no rollout was under way. A connector that fails, is restarted and fails again in the same way is not the
 * doing of a rollout that began while it ran. Used by {@code RolloutCoordinator}. What it keeps may be lost: such a connector is then
 * waited for.
 */
public final class EarlierFailures {
    /** Positions, times and ids differ from one failure to the next. */
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private Map<Part, Integer> traces = Map.of();

    private record Part(String connector, int task) {
        static Part of(RunningSnapshot.Failure failure) {
            return new Part(failure.connector(), failure.task());
        }
    }

    /** To be called while no rollout is under way. Connectors that are gone are forgotten. */
    public void learn(ClusterView view) {
        if (view instanceof ClusterView.Seen seen) {
            Map<Part, Integer> known = new HashMap<>(traces);
            known.keySet().removeIf(part -> !seen.connectors().containsKey(part.connector()));
            seen.connectors()
                    .forEach((name, connector) -> RunningSnapshot.Failure.in(name, connector)
                            .forEach(failure -> known.put(Part.of(failure), kind(failure))));
            traces = known;
        }
    }

    /** Failures that were there before in the same way. */
    public Predicate<RunningSnapshot.Failure> known() {
        Map<Part, Integer> known = traces;
        return failure -> Integer.valueOf(kind(failure)).equals(known.get(Part.of(failure)));
    }

    /** There are no workers any more. */
    public void reset() {
        traces = Map.of();
    }

    private static int kind(RunningSnapshot.Failure failure) {
        return failure.trace() == null
                ? 0
                : DIGITS.matcher(failure.trace()).replaceAll("").hashCode();
    }
}
