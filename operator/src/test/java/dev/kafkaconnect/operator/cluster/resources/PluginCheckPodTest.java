package dev.kafkaconnect.operator.cluster.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.golden.GoldenCase;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same plug-ins as in the golden case of the children. */
class PluginCheckPodTest {

    @Test
    void thePodDownloadsWhatWorkersWouldAndIsNoneOfThem() throws InvalidSpec {
        Object[] pod = {of(cluster()).orElseThrow()};

        GoldenCase.of("plugin-check", "two-plug-ins").expect("pod.yaml", pod);
    }

    @Test
    void anotherChecksumIsAnotherContentAndAnotherNumberOfWorkersIsNot() throws InvalidSpec {
        ConnectCluster more = cluster();
        more.getSpec().setReplicas(5);
        ConnectCluster other = cluster();
        other.getSpec().getPlugins().getFirst().getArtifacts().getFirst().setSha512("a".repeat(128));

        assertThat(content(more)).isEqualTo(content(cluster()));
        assertThat(content(other)).isNotEqualTo(content(cluster()));
    }

    @Test
    void thereIsNoneWhereNothingIsDownloaded() throws InvalidSpec {
        assertThat(of(Clusters.cluster("team", "payments"))).isEmpty();
    }

    private static ConnectCluster cluster() {
        return GoldenCase.of("children", "plugin-artifacts").resource("in.yaml", ConnectCluster.class);
    }

    private static Optional<Pod> of(ConnectCluster cluster) throws InvalidSpec {
        ClusterPlan plan = Clusters.PLANNER.plan(cluster);
        return PluginCheckPod.of(plan, WorkerPodTemplate.of(plan));
    }

    private static String content(ConnectCluster cluster) throws InvalidSpec {
        return String.valueOf(
                of(cluster).orElseThrow().getMetadata().getAnnotations().get(PluginCheckPod.CONTENT));
    }
}
