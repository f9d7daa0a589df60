package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import org.junit.jupiter.api.Test;

/** The same plug-ins as in the golden case of the children, on a cluster that cannot mount images. */
class PluginCopyGoldenTest {

    @Test
    void plugInsAreCopiedByContainersThatRunBeforeTheWorker() throws InvalidSpec {
        ConnectCluster cluster = GoldenCase.of("children", "plugins").resource("in.yaml", ConnectCluster.class);
        ClusterPlan plan = new ClusterPlanner(
                        "registry.example.com/worker:1", PluginDelivery.Copy, null, LoginClasses.NONE)
                .plan(cluster);

        Object[] template = {WorkerPodTemplate.of(plan)};

        GoldenCase.of("plugin-copies", "two-versions").expect("template.yaml", template);
    }
}
