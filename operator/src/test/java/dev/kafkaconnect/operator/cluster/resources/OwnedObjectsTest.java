package dev.kafkaconnect.operator.cluster.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OwnedObjectsTest {

    @Test
    void belongToTheirCluster() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");

        List<HasMetadata> children = children(cluster);

        assertThat(children)
                .allSatisfy(child -> assertThat(child.getMetadata().getOwnerReferences())
                        .extracting(OwnerReference::getUid)
                        .containsExactly(cluster.getMetadata().getUid()));
    }

    @Test
    void endWithTheStatefulSetSoThatItsPodsFindWhatTheyMount() {
        List<HasMetadata> children = children(Clusters.cluster("team", "payments"));

        assertThat(children).last().isInstanceOf(StatefulSet.class);
    }

    @Test
    void rollWhenTheConfigChanges() {
        ConnectCluster changed =
                Clusters.withConfig(Clusters.cluster("team", "payments"), Map.of("offset.flush.interval.ms", 5000));

        Map<String, String> before = annotationsOfPods(Clusters.cluster("team", "payments"));
        Map<String, String> after = annotationsOfPods(changed);

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void haveAMemoryLimitUnlessNoneIsWritten() {
        ConnectCluster without = Clusters.cluster("team", "payments");
        without.getSpec().setResources(new ResourceRequirements());

        assertThat(memoryLimit(Clusters.cluster("team", "payments"))).contains(new Quantity("1Gi"));
        assertThat(memoryLimit(without)).isEmpty();
    }

    private static Optional<Quantity> memoryLimit(ConnectCluster cluster) {
        return Optional.ofNullable(workers(cluster)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources())
                .map(resources -> resources.getLimits().get("memory"));
    }

    @Test
    void doNotRollWhenOnlyTheReplicasChange() {
        ConnectCluster scaled = Clusters.cluster("team", "payments");
        scaled.getSpec().setReplicas(7);

        StatefulSet before = workers(Clusters.cluster("team", "payments"));
        StatefulSet after = workers(scaled);

        assertThat(after.getSpec().getTemplate()).isEqualTo(before.getSpec().getTemplate());
    }

    @Test
    void areTheSameEveryTime() {
        List<HasMetadata> once = children(Clusters.cluster("team", "payments"));
        List<HasMetadata> again = children(Clusters.cluster("team", "payments"));

        assertThat(again).isEqualTo(once);
    }

    @Test
    void advertiseTheNameByWhichTheObserverKnowsAWorker() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");

        String host = workers(cluster).getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("ADVERTISED_HOST"))
                .map(EnvVar::getValue)
                .collect(Collectors.joining())
                .replace("$(POD_NAME)", "payments-worker-0");

        assertThat(host + ":8083").isEqualTo(Clusters.plan(cluster).workerIdOf("payments-worker-0"));
    }

    @Test
    void restAtTheirRevisionUntilTheRolloutTakesThem() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec().setReplicas(5);

        var strategy = workers(cluster).getSpec().getUpdateStrategy();

        assertThat(strategy.getType()).isEqualTo("RollingUpdate");
        assertThat(strategy.getRollingUpdate().getPartition()).isEqualTo(5);
    }

    @Test
    void carryTheirPropertiesInTheTemplateSoThatEachRevisionKeepsItsOwn() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");

        assertThat(annotationsOfPods(cluster))
                .containsEntry("kafkaconnect.dev/worker.properties", WorkerProperties.file(Clusters.plan(cluster)));
    }

    private static List<HasMetadata> children(ConnectCluster cluster) {
        ClusterPlan plan = Clusters.plan(cluster);
        return Children.of(plan, WorkerSet.of(plan));
    }

    private static Map<String, String> annotationsOfPods(ConnectCluster cluster) {
        return workers(cluster).getSpec().getTemplate().getMetadata().getAnnotations();
    }

    private static StatefulSet workers(ConnectCluster cluster) {
        return (StatefulSet) children(cluster).getLast();
    }
}
