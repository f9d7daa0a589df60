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

/** A platform that rewrites what the operator sets: told by field, and all else goes on. */
@Tag("apiserver")
class MutatingPolicyTest {
    private static final String IMAGE = "spec.template.spec.containers[worker].image of the StatefulSet example-worker";

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
    void one_stops_no_rollout_and_is_told_by_field() {
        theRegistryIsAMirror();
        policies.mutate(
                "",
                "serviceaccounts",
                "Object{automountServiceAccountToken: true}",
                TrialObjects.of(API, "v1", "ServiceAccount"),
                "automountServiceAccountToken: true");
        rollout.begin();
        eventually()
                .untilAsserted(() -> assertThat(
                                wanted.ofCluster("example", "RewrittenByPolicy").getMessage())
                        .contains(IMAGE, "automountServiceAccountToken of the ServiceAccount example-worker"));
        rollout.nothingIsWritten();

        wanted.changeCluster("example", "image: v2");
        rollout.playUntil(() -> workers.images().equals("m/v1 m/v1 m/v2"));
        operator.restart();
        rollout.playUntil(() -> workers.images().equals("m/v2 m/v2 m/v2"));

        rollout.playUntilReason("WorkersReady");
        assertThat(images).containsExactly("m/v1 m/v1 m/v1", "m/v1 m/v1 m/v2", "m/v1 m/v2 m/v2", "m/v2 m/v2 m/v2");
        rollout.nothingIsWritten();
    }

    @Test
    void when_it_is_gone_the_workers_become_what_the_spec_says() {
        theRegistryIsAMirror();
        rollout.begin();

        policies.remove();

        rollout.lookUntil(() -> workers.statefulSet()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage()
                .equals("v1"));
        rollout.playUntil(() -> workers.images().equals("v1 v1 v1"));
        rollout.playUntil(() -> wanted.ofCluster("example", "RewrittenByPolicy") == null);
    }

    private void theRegistryIsAMirror() {
        policies.mutate("apps", "statefulsets", """
                Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{
                  containers: [Object.spec.template.spec.containers{
                    name: object.spec.template.spec.containers[0].name,
                    image: object.spec.template.spec.containers[0].image.startsWith("m/")
                      ? object.spec.template.spec.containers[0].image
                      : "m/" + object.spec.template.spec.containers[0].image
                  }]
                }}}}
                """, TrialObjects.statefulSet(API, 3), "m/v1");
    }
}
