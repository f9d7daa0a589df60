package dev.kafkaconnect.bench.pure;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.bench.samples.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.resources.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the spec of a ConnectCluster to its plan, and from the plan to the Kubernetes objects. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class WorkerConfig {
    @Param({"5", "50", "500"})
    public int keys;

    private ConnectCluster cluster;
    private ClusterPlan plan;

    @Setup
    public void prepare() {
        cluster = Clusters.withKeys(keys);
        plan = plan();
        if (!children().toString().contains("setting.%04d".formatted(keys - 1))) {
            throw new IllegalStateException("the worker does not get its configuration");
        }
    }

    @Benchmark
    public ClusterPlan plan() {
        return Clusters.plan(cluster);
    }

    @Benchmark
    public List<HasMetadata> children() {
        return Children.all(plan);
    }
}
