package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ConnectCluster that is deleted with {@code --cascade=orphan} while a pass over it waits for Kafka. */
@Tag("apiserver")
class DeletedDuringPassTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void a_pass_that_does_not_know_of_the_deletion() {
        ClusterScenario.ready(wanted, workers, SPEC);
        int looks = operator.topics.looks(OperatorBench.KAFKA);
        operator.topics.fallSilent();
        operator.clock.advance(OperatorBench.TOPICS_ARE_OLD);
        workers.touchFirstPod("late");
        eventually().until(() -> operator.topics.looks(OperatorBench.KAFKA) > looks);
        deletedByKubernetes();
    }

    @Test
    void orphans_do_not_get_their_former_owner_back() {
        PodTemplateSpec template = workers.statefulSet().getSpec().getTemplate();
        wanted.cluster("example", SPEC);
        String next = wanted.cluster("example").getMetadata().getUid();

        operator.topics.speakAgain();

        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
        eventually()
                .untilAsserted(() -> assertThat(OwnedObjects.in(API))
                        .isNotEmpty()
                        .allSatisfy(child -> assertThat(child.getMetadata().getOwnerReferences())
                                .extracting(OwnerReference::getUid)
                                .containsExactly(next)));
        assertThat(workers.statefulSet().getSpec().getTemplate()).isEqualTo(template);
    }

    @Test
    void the_next_cluster_of_that_name_gets_no_status_of_the_former() {
        wanted.cluster("example", SPEC);
        List<String> messages = new CopyOnWriteArrayList<>();

        try (SharedIndexInformer<ConnectCluster> seen = API.admin()
                .resources(ConnectCluster.class)
                .inNamespace(API.namespace())
                .inform(told(messages))) {
            operator.topics.speakAgain();
            eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
            eventually()
                    .until(() -> messages.contains(
                            wanted.ofCluster("example", "Ready").getMessage()));
        }

        assertThat(messages).noneMatch(message -> message.contains("is being deleted"));
    }

    /** Adds what every status says of being ready. */
    private static ResourceEventHandler<ConnectCluster> told(List<String> messages) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConnectCluster cluster) {
                if (cluster.getStatus().getConditions() != null) {
                    cluster.getStatus().getConditions().stream()
                            .filter(condition -> condition.getType().equals("Ready"))
                            .forEach(condition -> messages.add(condition.getMessage()));
                }
            }

            @Override
            public void onUpdate(ConnectCluster before, ConnectCluster after) {
                onAdd(after);
            }

            @Override
            public void onDelete(ConnectCluster cluster, boolean unknown) {}
        };
    }

    /** What the garbage collector does, which does not run here. */
    private static void deletedByKubernetes() {
        var cluster = API.admin()
                .resources(ConnectCluster.class)
                .inNamespace(API.namespace())
                .withName("example");
        cluster.withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        OwnedObjects.orphan(API);
        cluster.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        eventually().until(() -> cluster.get() == null);
    }
}
