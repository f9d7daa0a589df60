package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.golden.GoldenCase;
import org.junit.jupiter.api.Test;

/** The cluster of the golden case of the children, half-way between plain HTTP and TLS. */
class RestPreparedGoldenTest {

    @Test
    void workersHaveCertificatesAndSpeakPlainHttpAllTheSame() throws InvalidSpec {
        ConnectCluster cluster = GoldenCase.of("children", "minimal").resource("in.yaml", ConnectCluster.class);
        ClusterPlan plan = Clusters.PLANNER.plan(cluster);
        ClusterPlan prepared =
                plan.withRest(plan.rest().withRevision("0123456789abcdef").withStage(TlsMigrationStage.PREPARED));

        Object[] template = {WorkerPodTemplate.of(prepared)};

        GoldenCase.of("rest-stages", "prepared").expect("template.yaml", template);
    }
}
