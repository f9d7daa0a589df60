package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.kafka.Authentication;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningWorkersTest {
    private final ConnectCluster cluster = Clusters.cluster("team", "payments");

    @Test
    void tellsFromTheStatefulSetHowTheWorkersAreReached() throws InvalidSpec {
        cluster.getSpec().setReplicas(2);
        cluster.getSpec().setGroupId("billing");
        StatefulSet workers = WorkerSet.of(Clusters.plan(cluster));
        cluster.getSpec().setReplicas(7);
        cluster.getSpec().setGroupId("a b");
        cluster.getSpec().getKafka().setBootstrapServers("elsewhere:9092");
        Clusters.withConfig(cluster, Map.of("key.converter", List.of("one", "two")));

        ClusterPlan plan = running(workers);

        KafkaAccess access = plan.kafkaAccess();
        assertThat(access.client()).containsEntry("bootstrap.servers", "kafka.team.svc:9092");
        assertThat(access.groupId()).isEqualTo("billing");
        assertThat(access.statusTopic()).isEqualTo("billing-status");
        assertThat(plan.replicas()).isEqualTo(2);
        assertThat(plan.rest().goal())
                .isEqualTo(TlsMigrationStage.of(workers.getSpec().getTemplate().getMetadata()));
        assertThat(plan.workerIdOf("payments-worker-0"))
                .isEqualTo(Clusters.plan(Clusters.cluster("team", "payments")).workerIdOf("payments-worker-0"));
    }

    @Test
    void doesWithoutSecurityThatMakesNoSense() throws InvalidSpec {
        StatefulSet workers = WorkerSet.of(Clusters.plan(cluster));
        Authentication unknown = new Authentication();
        unknown.setType("Kerberos");
        cluster.getSpec().getKafka().setAuthentication(unknown);

        assertThat(running(workers).kafkaAccess().client()).containsEntry("bootstrap.servers", "kafka.team.svc:9092");
    }

    @Test
    void tellsAStandaloneWorkerFromAGroup() throws InvalidSpec {
        cluster.getSpec().setMode("Standalone");
        StatefulSet workers = WorkerSet.of(Clusters.plan(cluster));
        cluster.getSpec().setMode("Both");

        assertThat(running(workers).mode()).isInstanceOf(WorkerMode.Standalone.class);
    }

    private ClusterPlan running(StatefulSet workers) throws InvalidSpec {
        return Clusters.PLANNER.plan(
                RunningWorkers.as(Clusters.PLANNER, cluster, workers).orElseThrow());
    }
}
