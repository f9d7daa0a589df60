package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A quota in a rollout, enforced by the API server; what its controller counts is played. */
@Tag("apiserver")
class QuotaRolloutTest {
    private static final String MEMORY = "limits.memory";
    private static final String ONE_GI = "resources: {limits: {memory: 1Gi}}\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers);

    @Test
    void stops_no_worker_for_one_that_would_exceed_it_and_a_larger_one_lets_the_rollout_go_on() {
        threeWorkersOfOneGi();
        theQuotaIs("3Gi", "3Gi");

        wanted.changeCluster("example", "image: v2\nresources: {limits: {memory: 2Gi}}");

        rollout.playUntilReason("WorkersRefused");
        assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                .contains("no worker is replaced", "exceeded quota", "limits.memory=2Gi", "spec.resources");
        workers.staysFor(Duration.ofSeconds(2), () -> workers.images().equals("v1 v1 v1") && workers.partition() == 3);

        theQuotaIs("9Gi", "3Gi");
        rollout.playUntil(() -> {
            operator.clock.advance(Duration.ofSeconds(6));
            return workers.images().equals("v2 v2 v2");
        });
    }

    @Test
    void that_is_used_up_holds_a_worker_of_the_same_size() {
        threeWorkersOfOneGi();
        theQuotaIs("3Gi", "3Gi");

        wanted.changeCluster("example", "image: v2");
        eventually()
                .until(() -> workers.statefulSet()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage()
                        .equals("v2"));
        workers.act();

        eventually().until(() -> workers.partition() == 2);
    }

    @AfterEach
    void theQuotaIsGone() {
        API.admin()
                .resourceQuotas()
                .inNamespace(API.namespace())
                .withName("compute")
                .delete();
    }

    private void threeWorkersOfOneGi() {
        rollout.begin();
        wanted.changeCluster("example", ONE_GI);
        rollout.playUntil(() -> workers.partition() < 3);
        rollout.playUntil(() -> "WorkersReady".equals(wanted.reasonOfCluster("example")) && workers.partition() == 3);
    }

    private static void theQuotaIs(String hard, String used) {
        ResourceQuota quota = API.admin()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("compute")
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard(MEMORY, new Quantity(hard))
                        .endSpec()
                        .build())
                .serverSideApply();
        API.admin()
                .resource(quota)
                .editStatus(found -> new ResourceQuotaBuilder(found)
                        .withNewStatus()
                        .addToHard(MEMORY, new Quantity(hard))
                        .addToUsed(MEMORY, new Quantity(used))
                        .endStatus()
                        .build());
    }
}
