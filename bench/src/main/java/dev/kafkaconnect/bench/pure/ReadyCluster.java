package dev.kafkaconnect.bench.pure;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.bench.samples.Clusters;
import dev.kafkaconnect.bench.samples.Connectors;
import dev.kafkaconnect.operator.cluster.report.ClusterStatusFactory;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.cluster.report.FoundConnectors;
import dev.kafkaconnect.operator.cluster.report.FoundWorkers;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The status of a ConnectCluster whose workers are ready and whose connectors run, with two tasks each. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class ReadyCluster {
    @Param({"10", "100", "1000"})
    public int connectors;

    private ConnectCluster cluster;
    private Findings findings;

    @Setup
    public void prepare() {
        cluster = Clusters.withKeys(10);
        findings = new Findings(
                Clusters.plan(cluster),
                null,
                null,
                FoundWorkers.silent(new Verdict.Ready(Reason.WorkersReady, "3 of 3 workers are ready"), null),
                new FoundConnectors(
                        new ClusterView.Seen(Connectors.manyRunning(connectors), Connectors.NOW),
                        List.of(),
                        null,
                        List.of()),
                new Findings.Remarks(false, List.of()));
        cluster.setStatus(status());
        if (status().getConnectors().getRunning() != connectors) {
            throw new IllegalStateException("not running: " + status());
        }
    }

    @Benchmark
    public ConnectClusterStatus status() {
        return ClusterStatusFactory.status(cluster, findings, Connectors.NOW);
    }
}
