package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two operators on one Kubernetes cluster, each with the Role of its own namespace and no other. */
@Tag("apiserver")
class NamespacedOperatorsTest {
    private static final String CLUSTER = "kafka:\n  bootstrapServers: %s:9092\n";
    private static final String CONNECTOR = "clusterRef: {name: %s}\nclass: FileStreamSource\nconfig: {topic: lines}\n";

    @RegisterExtension
    static final ApiServer FIRST = ApiServer.forThisClass("first-team");

    @RegisterExtension
    static final ApiServer SECOND = ApiServer.forThisClass("second-team");

    private final OperatorBench firstBench = new OperatorBench(FIRST);
    private final OperatorBench secondBench = new OperatorBench(SECOND);
    private RunningOperator first;
    private RunningOperator second;

    @BeforeEach
    void start() {
        install("first-operator", FIRST);
        install("second-operator", SECOND);
        first = RunningOperator.startFor(Set.of("first-team"), "first-operator", FIRST, firstBench.surroundings());
        second = RunningOperator.startFor(Set.of("second-team"), "second-operator", SECOND, secondBench.surroundings());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void each_looks_after_its_own_namespace_and_writes_nowhere_else() {
        UserActions inFirst = new UserActions(FIRST);
        UserActions inSecond = new UserActions(SECOND);
        inFirst.cluster("one", CLUSTER.formatted("first-kafka"));
        inSecond.cluster("two", CLUSTER.formatted("second-kafka"));
        inFirst.connector("lines", CONNECTOR.formatted("one"));
        inSecond.connector("lines", CONNECTOR.formatted("two"));
        new WorkerPlayer(FIRST, "one").allBecomeReady();
        new WorkerPlayer(SECOND, "two").allBecomeReady();

        eventually().until(() -> inFirst.reasonOfCluster("one"), "WorkersReady"::equals);
        eventually().until(() -> inSecond.reasonOfCluster("two"), "WorkersReady"::equals);
        eventually().until(() -> inFirst.reasonOfConnector("lines"), "Running"::equals);
        eventually().until(() -> inSecond.reasonOfConnector("lines"), "Running"::equals);

        assertThat(first.writes().after(0)).isNotEmpty().allMatch(write -> write.contains("/first-team/"));
        assertThat(second.writes().after(0)).isNotEmpty().allMatch(write -> write.contains("/second-team/"));
    }

    private static void install(String installation, ApiServer watched) {
        for (String file :
                new String[] {"deploy/namespaced/namespaces-role.yaml", "deploy/namespaced/watched/role.yaml"}) {
            for (HasMetadata resource : ShippedManifests.read(Project.file(file))) {
                switch (resource) {
                    case ClusterRoleBinding binding -> {
                        binding.getMetadata().setName("namespaces-" + installation);
                        binding.getSubjects().forEach(subject -> subject.setNamespace(installation));
                    }
                    case RoleBinding binding -> {
                        binding.getMetadata().setNamespace(watched.namespace());
                        binding.getSubjects().forEach(subject -> subject.setNamespace(installation));
                    }
                    case Role role -> role.getMetadata().setNamespace(watched.namespace());
                    default -> {}
                }
                watched.admin().resource(resource).serverSideApply();
            }
        }
    }
}
