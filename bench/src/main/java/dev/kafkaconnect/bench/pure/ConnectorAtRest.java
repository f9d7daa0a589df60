package dev.kafkaconnect.bench.pure;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.bench.samples.Connectors;
import dev.kafkaconnect.operator.connector.plan.ConnectorPlanner;
import dev.kafkaconnect.operator.connector.plan.Decision;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A pass over a Connector that is as it should be, which is what almost all passes are. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class ConnectorAtRest {
    @Param({"5", "50", "500"})
    public int keys;

    private Connector connector;
    private Observation look;
    private ReconcileState memory;

    @Setup
    public void prepare() {
        connector = Connectors.withKeys(keys);
        DesiredConnector desired = Connectors.desired(connector);
        look = Connectors.look(Connectors.running(desired.config(), 1));
        memory = ReconcileState.NONE.withAccepted(desired.config());
        Decision decision = parseAndDecide();
        if (!decision.steps().isEmpty() || !decision.drift().isEmpty()) {
            throw new IllegalStateException("not at rest: " + decision);
        }
    }

    @Benchmark
    public Decision parseAndDecide() {
        return ConnectorPlanner.decide(Connectors.desired(connector), look, memory, Connectors.NOW);
    }
}
