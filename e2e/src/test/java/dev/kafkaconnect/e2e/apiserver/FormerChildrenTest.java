package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ConnectCluster that was deleted has left to one of the same name. No garbage collector runs here. */
@Tag("apiserver")
class FormerChildrenTest {
    private static final String SPEC = "kafka:\n  bootstrapServers: kafka:9092\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void a_cluster_that_is_ready_and_deleted() {
        ClusterScenario.ready(wanted, workers, SPEC);
        wanted.deleteCluster("example");
        eventually().until(() -> wanted.cluster("example") == null);
    }

    @Test
    void orphans_are_adopted_and_the_workers_are_not_restarted() {
        OwnedObjects.orphan(API);
        Map<String, String> before = all(ObjectMeta::getUid);
        PodTemplateSpec template = workers.statefulSet().getSpec().getTemplate();

        wanted.cluster("example", SPEC);

        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
        eventually()
                .untilAsserted(() -> assertThat(OwnedObjects.in(API))
                        .allSatisfy(child -> assertThat(child.getMetadata().getOwnerReferences())
                                .extracting(OwnerReference::getUid)
                                .containsExactly(
                                        wanted.cluster("example").getMetadata().getUid())));
        operator.passTwice(workers);
        assertThat(all(ObjectMeta::getUid)).isEqualTo(before);
        assertThat(workers.statefulSet().getSpec().getTemplate()).isEqualTo(template);
    }

    @Test
    void those_that_are_about_to_be_removed_are_waited_for_and_left_alone() {
        Map<String, String> before = all(ObjectMeta::getResourceVersion);

        wanted.cluster("example", SPEC);

        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersStarting"::equals);
        eventually()
                .untilAsserted(() -> assertThat(
                                wanted.ofCluster("example", "Ready").getMessage())
                        .contains("former ConnectCluster", "StatefulSet example-worker", "Secret example-rest-tls"));
        assertThat(wanted.ofCluster("example", "Stalled")).isNull();
        assertThat(all(ObjectMeta::getResourceVersion)).isEqualTo(before);

        API.admin().pods().inNamespace(API.namespace()).withGracePeriod(0).delete();
        OwnedObjects.in(API)
                .toList()
                .forEach(child -> API.admin().resource(child).delete());

        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    private static Map<String, String> all(Function<ObjectMeta, String> read) {
        Map<String, String> all = new TreeMap<>();
        OwnedObjects.in(API).forEach(child -> all.put(OwnedObjects.nameOf(child), read.apply(child.getMetadata())));
        return all;
    }
}
