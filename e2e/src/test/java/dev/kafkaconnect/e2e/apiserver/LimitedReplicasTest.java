package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.Policies;
import dev.kafkaconnect.e2e.support.apiserver.TrialObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that gives the workers another number than the spec: told with both, and all goes on with the one that stands. */
@Tag("apiserver")
class LimitedReplicasTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    @RegisterExtension
    final Policies policies = new Policies(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers);
    private final List<String> images = rollout.states();

    @Test
    void fewer_workers_are_ready_are_rolled_and_are_written_no_more() {
        atMostTwo();
        twoWorkersAreReady();
        eventually()
                .untilAsserted(() -> assertThat(
                                wanted.ofCluster("example", "RewrittenByPolicy").getMessage())
                        .contains("spec.replicas (2 instead of 3) of the StatefulSet example-worker"));
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains("2 of 2 workers");
        rollout.nothingIsWritten();

        wanted.changeCluster("example", "image: v2");
        rollout.playUntil(() -> workers.images().equals("v1 v2"));
        operator.restart();
        rollout.playUntil(() -> workers.images().equals("v2 v2"));
        rollout.playUntilReason("WorkersReady");

        assertThat(images).containsExactly("v1 v1", "v1 v2", "v2 v2");
        rollout.nothingIsWritten();
    }

    @Test
    void the_number_of_the_spec_comes_when_the_limit_is_gone() {
        atMostTwo();
        twoWorkersAreReady();

        policies.remove();

        rollout.lookUntil(() -> workers.images().equals("v1 v1 v1"));
        rollout.playUntil(() -> wanted.ofCluster("example", "RewrittenByPolicy") == null);
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void a_standalone_worker_is_not_made_where_there_would_be_two() {
        policies.mutate(
                "apps",
                "statefulsets",
                "Object{spec: Object.spec{replicas: 2}}",
                TrialObjects.statefulSet(API, 1),
                "replicas: 2");

        wanted.cluster("example", "{mode: Standalone, kafka: {bootstrapServers: 'kafka:9092'}}");

        eventually().until(() -> wanted.reasonOfCluster("example"), "RewrittenByPolicy"::equals);
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .contains("StatefulSet example-worker 2 replicas instead of 1", "exempt it");
        assertThat(workers.statefulSet()).isNull();
    }

    private void atMostTwo() {
        policies.mutate(
                "apps",
                "statefulsets",
                "Object{spec: Object.spec{replicas: object.spec.replicas > 2 ? 2 : object.spec.replicas}}",
                TrialObjects.statefulSet(API, 5),
                "replicas: 2");
    }

    private void twoWorkersAreReady() {
        wanted.cluster("example", RolloutScenario.SPEC);
        workers.allBecomeReady();
        rollout.playUntil(() -> "WorkersReady".equals(wanted.reasonOfCluster("example")) && workers.partition() == 2);
    }
}
