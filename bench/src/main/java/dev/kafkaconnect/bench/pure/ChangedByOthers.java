package dev.kafkaconnect.bench.pure;

import dev.kafkaconnect.bench.samples.Connectors;
import dev.kafkaconnect.operator.connector.plan.Drift;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A configuration of which another client has changed one key. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class ChangedByOthers {
    private static final String CHANGED = "setting.0000";

    @Param({"5", "50", "500"})
    public int keys;

    private DesiredConnector desired;
    private Observation look;
    private ReconcileState memory;

    @Setup
    public void prepare() {
        desired = Connectors.desired(Connectors.withKeys(keys));
        Map<String, String> changed = new TreeMap<>(desired.config());
        changed.put(CHANGED, "changed");
        look = Connectors.look(Connectors.running(changed, 1));
        memory = ReconcileState.NONE.withAccepted(desired.config());
        if (!drift().equals(Set.of(CHANGED))) {
            throw new IllegalStateException("another drift: " + drift());
        }
    }

    @Benchmark
    public Set<String> drift() {
        return Drift.keys(desired, look, memory);
    }
}
