package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connect.ReservedProvider;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Distinguishes a configuration that another client changed on the workers from one that changed here. Pure. */
public final class Drift {

    /** A worker that did not take the change itself may show what was before it for about this long. */
    static final Duration SHOWN_EVERYWHERE = Duration.ofSeconds(2);

    private Drift() {}

    /** The keys that differ from what the workers took last; never their values. Empty when no other client interfered. */
    public static Set<String> keys(DesiredConnector desired, Observation look, ReconcileState memory) {
        ObservedConnector observed = look.observed();
        if (observed == null || !desired.config().equals(memory.writes().config()) || isNotShownYet(look, memory)) {
            return Set.of();
        }
        Set<String> keys = difference(desired.config(), observed.config());
        // A value that was changed while no operator ran.
        keys.removeIf(key -> isOurReference(desired.config().get(key))
                && isOurReference(observed.config().get(key)));
        return keys;
    }

    private static boolean isOurReference(@Nullable String value) {
        return value != null && ReservedProvider.in(value).isPresent();
    }

    /**
     * Whether the worker that answered may not know yet of the configuration that another took: it shows the one that was
     * there before.
     */
    static boolean isNotShownYet(Observation look, ReconcileState memory) {
        ReconcileState.Writes writes = memory.writes();
        ObservedConnector observed = look.observed();
        return observed != null
                && writes.changed() != null
                && look.asOf().isBefore(writes.changed().plus(SHOWN_EVERYWHERE))
                && observed.config().equals(writes.replaced())
                && !observed.config().equals(writes.config());
    }

    static Set<String> difference(Map<String, String> one, Map<String, String> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.removeIf(key -> Objects.equals(one.get(key), other.get(key)));
        return keys;
    }
}
