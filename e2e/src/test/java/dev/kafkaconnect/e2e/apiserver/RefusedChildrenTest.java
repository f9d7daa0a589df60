package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.Policies;
import dev.kafkaconnect.e2e.support.apiserver.TrialObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a platform's policies do not let the operator make: told in the API server's words, and made when they allow it. */
@Tag("apiserver")
class RefusedChildrenTest {
    private static final String SPEC = "kafka: {bootstrapServers: 'kafka:9092'}\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    @RegisterExtension
    final Policies policies = new Policies(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void all_that_are_refused_are_named_and_made_when_the_policies_are_gone() {
        policies.deny("", List.of("services", "serviceaccounts"), TrialObjects.of(API, "v1", "ServiceAccount"));
        policies.deny(
                "policy", List.of("poddisruptionbudgets"), TrialObjects.of(API, "policy/v1", "PodDisruptionBudget"));

        wanted.cluster("example", SPEC);

        isToldOf("ServiceAccount example-worker", "Service example-workers", "Service example-rest");
        isToldOf("PodDisruptionBudget example-worker");
        assertThat(workers.statefulSet()).isNull();
        policies.remove();
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    @Test
    void so_are_secrets_with_certificates() {
        policies.deny("", List.of("secrets"), TrialObjects.of(API, "v1", "Secret"));

        wanted.cluster("example", SPEC);

        isToldOf("Secret example-rest-tls");
    }

    @Test
    void so_is_the_list_of_connectors_of_a_standalone_worker() {
        policies.deny("", List.of("configmaps"), TrialObjects.of(API, "v1", "ConfigMap"));

        wanted.cluster("example", SPEC + "mode: Standalone\nreplicas: 1\n");

        isToldOf("ConfigMap example-connectors");
    }

    private void isToldOf(String... children) {
        eventually().untilAsserted(() -> {
            assertThat(wanted.reasonOfCluster("example")).isEqualTo("ConfigInvalid");
            assertThat(wanted.ofCluster("example", "Stalled").getMessage())
                    .contains(children)
                    .contains(Policies.WORDS);
        });
    }
}
