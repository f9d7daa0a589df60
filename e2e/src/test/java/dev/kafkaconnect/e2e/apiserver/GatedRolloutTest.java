package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.StatefulSetWatcher;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers are replaced one at a time, whoever asks for it, and never more of them than what runs allows. */
@Tag("apiserver")
class GatedRolloutTest {

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers);
    private final List<String> images = rollout.states();

    @BeforeEach
    void aClusterWithAConnector() {
        rollout.begin();
    }

    @Test
    void a_changed_image_takes_one_worker_after_the_other_from_the_highest_ordinal_down() {
        wanted.changeCluster("example", "image: v2");

        rollout.playUntil(() -> atRestOn("v2 v2 v2"));

        assertThat(images).containsExactly("v1 v1 v1", "v1 v1 v2", "v1 v2 v2", "v2 v2 v2");
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void no_worker_is_taken_right_after_a_change_of_a_connector() {
        aConnectorIsChanged();

        wanted.changeCluster("example", "image: v2");

        rollout.playUntil(() -> readyMessage().contains("a connector was changed just now"));
        assertThat(workers.partition()).isEqualTo(3);
        operator.clock.advance(RolloutScenario.SETTLED);
        rollout.playUntil(() -> atRestOn("v2 v2 v2"));
    }

    @Test
    void no_worker_leaves_for_good_right_after_a_change_of_a_connector() {
        aConnectorIsChanged();

        wanted.changeCluster("example", "replicas: 1");

        rollout.playUntil(() -> readyMessage().contains("a connector was changed just now"));
        assertThat(workers.images()).isEqualTo("v1 v1 v1");
        operator.clock.advance(RolloutScenario.SETTLED);
        rollout.playUntil(() -> atRestOn("v1"));
        rollout.playUntilReason("WorkersReady");
    }

    private void aConnectorIsChanged() {
        wanted.changeConnector("orders", "config: {topic: other}");
        eventually()
                .until(() -> operator.workersOf("example").configOf("orders").get("topic"), "other"::equals);
    }

    @Test
    void a_broken_image_halts_at_the_first_worker_and_the_old_one_heals_it() {
        workers.loseImage("typo");
        wanted.changeCluster("example", "image: typo");

        rollout.playUntilReason("ImagePullFailed");

        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .contains("example-worker-2", "typo", "2 other workers", "revert the change");
        workers.staysFor(Duration.ofSeconds(3), () -> workers.images().equals("v1 v1 typo*"));

        wanted.changeCluster("example", "image: v1");

        rollout.playUntil(() -> atRestOn("v1 v1 v1"));
        rollout.playUntilReason("WorkersReady");
        assertThat(images).doesNotContain("v1 typo* typo*", "v1 typo* v1");
    }

    @Test
    void after_a_broken_image_a_third_one_goes_through() {
        workers.loseImage("typo");
        wanted.changeCluster("example", "image: typo");
        rollout.playUntilReason("ImagePullFailed");

        wanted.changeCluster("example", "image: v3");

        rollout.playUntil(() -> atRestOn("v3 v3 v3"));
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void no_worker_is_taken_whose_image_is_too_old_for_the_operator_until_there_is_another() {
        operator.workersOf("example").isOutdated();
        wanted.changeCluster("example", "resources: {limits: {memory: 1Gi}}");

        rollout.playUntilReason("ImageOutdated");
        workers.staysFor(Duration.ofSeconds(3), () -> workers.images().equals("v1 v1 v1") && workers.partition() == 3);

        wanted.changeCluster("example", "image: v2");
        rollout.playUntil(() -> atRestOn("v2 v2 v2"));
    }

    @Test
    void a_restart_by_kubectl_goes_through_the_same_gate() {
        String before = revisions();

        rolloutRestart();
        workers.act();

        eventually().until(() -> workers.partition() == 2);
        rollout.playUntil(() -> atRestOn("v1 v1 v1") && !revisions().equals(before));
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void the_next_worker_waits_for_what_ran_before_even_if_the_operator_forgot_it_meanwhile() {
        workers.leavePodsToStart();
        wanted.changeCluster("example", "image: v2");
        rollout.playUntil(() -> workers.images().equals("v1 v1 v2*"));
        operator.workersOf("example").lose("orders");
        operator.restart();
        workers.startPods();

        rollout.playUntil(() -> readyMessage().contains("connector orders (Unassigned)"));
        workers.staysFor(
                Duration.ofSeconds(3), () -> workers.images().startsWith("v1 v1 v2") && workers.partition() == 2);

        operator.clock.advance(Duration.ofSeconds(601));
        rollout.playUntilReason("RolloutHalted");
        assertThat(wanted.ofCluster("example", "Stalled").getMessage()).contains("connector orders (Unassigned)");

        operator.workersOf("example").regain("orders");
        rollout.playUntil(() -> atRestOn("v2 v2 v2"));
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void an_operator_that_is_killed_at_every_step_ends_in_the_same_state() {
        wanted.changeCluster("example", "image: v2");
        operator.restart();
        String[] last = {""};

        rollout.playUntil(() -> {
            String now = workers.images() + workers.partition() + annotation();
            if (!now.equals(last[0])) {
                last[0] = now;
                operator.restart();
            }
            return atRestOn("v2 v2 v2");
        });

        assertThat(images).containsExactly("v1 v1 v1", "v1 v1 v2", "v1 v2 v2", "v2 v2 v2");
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void a_new_template_never_comes_with_a_partition_that_lets_it_loose() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (var watch = API.admin()
                .apps()
                .statefulSets()
                .inNamespace(API.namespace())
                .withName("example-worker")
                .watch(new StatefulSetWatcher(set -> seen.add(image(set) + " " + partition(set))))) {
            wanted.changeCluster("example", "{image: v2, replicas: 4}");
            rollout.playUntil(() -> atRestOn("v2 v2 v2 v2"));
        }

        assertThat(seen.stream().filter(state -> state.startsWith("v2")).findFirst())
                .contains("v2 4");
        assertThat(images).contains("v1 v1 v1 v1");
    }

    @Test
    void a_cluster_without_workers_comes_back_on_the_new_image_at_once() {
        wanted.changeCluster("example", "replicas: 0");
        rollout.playUntilReason("ScaledToZero");

        wanted.changeCluster("example", "{replicas: 2, image: v2}");

        rollout.playUntil(() -> atRestOn("v2 v2"));
        assertThat(images).doesNotContain("v1 v1", "v1 v2");
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void a_connector_is_edited_while_a_worker_is_being_replaced() {
        workers.loseImage("typo");
        wanted.changeCluster("example", "image: typo");
        rollout.playUntilReason("ImagePullFailed");

        wanted.changeConnector("orders", "config: {topic: another}");

        eventually()
                .until(() -> operator.workersOf("example").configOf("orders").get("topic"), "another"::equals);
    }

    @Test
    void a_paused_cluster_takes_no_further_worker() {
        wanted.changeCluster("example", "image: v2");
        rollout.playUntil(() -> workers.images().equals("v1 v1 v2"));

        wanted.changeCluster("example", "paused: true");

        eventually().until(() -> wanted.ofCluster("example", "ReconciliationPaused") != null);
        int partition = workers.partition();
        workers.staysFor(Duration.ofSeconds(2), () -> workers.partition() == partition);
        assertThat(wanted.ofCluster("example", "TopicsReady").getStatus()).isEqualTo("True");

        wanted.changeCluster("example", "paused: false");
        rollout.playUntil(() -> atRestOn("v2 v2 v2"));
    }

    private boolean atRestOn(String wantedImages) {
        return workers.images().equals(wantedImages)
                && workers.partition() == workers.statefulSet().getSpec().getReplicas()
                && annotation().isEmpty();
    }

    private static int partition(StatefulSet set) {
        return set.getSpec().getUpdateStrategy().getRollingUpdate().getPartition();
    }

    private static String image(StatefulSet set) {
        return set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    }

    private String annotation() {
        Map<String, String> annotations = workers.statefulSet().getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault("kafkaconnect.dev/rollout", "");
    }

    private String revisions() {
        return workers.statefulSet().getStatus().getCurrentRevision();
    }

    private String readyMessage() {
        return wanted.ofCluster("example", "Ready").getMessage();
    }

    private void rolloutRestart() {
        API.admin().resource(workers.statefulSet()).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), """
                        spec:
                          template:
                            metadata:
                              annotations: {kubectl.kubernetes.io/restartedAt: "2026-01-31T12:00:00Z"}
                        """);
    }
}
