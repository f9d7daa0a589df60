package dev.kafkaconnect.bench.pure;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.bench.samples.Connectors;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.connector.verdict.ConnectorStatusFactory;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The status of a Connector that runs, and had the same status before. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class RunningConnector {
    @Param({"1", "10", "100"})
    public int tasks;

    private Connector connector;
    private ConnectorFindings findings;

    @Setup
    public void prepare() {
        connector = Connectors.withKeys(10);
        DesiredConnector desired = Connectors.desired(connector);
        findings = ConnectorFindings.seen(
                desired,
                new Verdict.Ready(Reason.Running, "the connector and all of its tasks run"),
                Connectors.running(desired.config(), tasks),
                ReconcileState.NONE.withAccepted(desired.config()));
        connector.setStatus(status());
        String ready = "%d/%d".formatted(tasks, tasks);
        if (!ready.equals(status().getTasksReady())) {
            throw new IllegalStateException("not running: " + status());
        }
    }

    @Benchmark
    public ConnectorStatus status() {
        return ConnectorStatusFactory.status(connector, findings, Advice.NONE, Connectors.NOW);
    }
}
