package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that Kubernetes does not let start: told in its words, and no running worker is stopped for them. */
@Tag("apiserver")
class RefusedWorkersTest {
    private static final String TWO_MISSING = """
            pod:
              volumes:
                - {name: trust, secret: {secretName: warehouse-trust}}
                - {name: drivers, configMap: {name: drivers, items: [{key: db.xml, path: db.xml}]}}
              volumeMounts:
                - {name: trust, mountPath: /mnt/trust}
                - {name: drivers, mountPath: /mnt/drivers}
            """;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout = new RolloutScenario(operator, wanted, workers);

    @Test
    void what_their_pods_refer_to_is_named_before_the_first_one_and_its_coming_is_enough() {
        wanted.cluster("example", RolloutScenario.SPEC + TWO_MISSING);

        isTold("ReferenceMissing", "no worker is started", "the Secret warehouse-trust", "volume trust");
        isTold("ReferenceMissing", "the ConfigMap drivers", "key db.xml");
        assertThat(workers.statefulSet()).isNull();
        wanted.secret("warehouse-trust", Map.of("ca.crt", "certificate"));
        aConfigMap();
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    @Test
    void none_is_replaced_by_one_that_would_wait_for_what_is_missing() {
        rollout.begin();

        wanted.changeCluster("example", "image: v2\n" + TWO_MISSING);

        rollout.playUntilReason("ReferenceMissing");
        isTold("ReferenceMissing", "no worker is replaced", "the Secret warehouse-trust", "the ConfigMap drivers");
        assertThat(workers.images()).isEqualTo("v1 v1 v1");
        wanted.secret("warehouse-trust", Map.of("ca.crt", "certificate"));
        aConfigMap();
        rollout.playUntil(() -> workers.images().equals("v2 v2 v2"));
        rollout.playUntilReason("WorkersReady");
    }

    @Test
    void none_is_replaced_by_one_that_the_namespace_does_not_admit() {
        rollout.begin();
        enforce("restricted");

        wanted.changeCluster("example", "image: v2\npod: {securityContext: {runAsNonRoot: false}}");

        rollout.playUntilReason("WorkersRefused");
        isTold("WorkersRefused", "no worker is replaced", "violates PodSecurity", "runAsNonRoot", "correct spec.pod");
        assertThat(workers.images()).isEqualTo("v1 v1 v1");
        enforce("privileged");
        operator.clock.advance(Duration.ofSeconds(6));
        rollout.playUntil(() -> workers.images().equals("v2 v2 v2"));
    }

    @Test
    void one_that_is_refused_is_told_in_the_words_of_the_event_and_tried_again_when_it_would_be_admitted() {
        wanted.cluster("example", RolloutScenario.SPEC);
        eventually().until(() -> workers.statefulSet() != null);
        isRefused("failed quota: compute: must specify limits.cpu for: worker");

        isTold("WorkersRefused", "Kubernetes refuses worker example-worker-0", "must specify limits.cpu");
        isTold("WorkersRefused", "spec.resources");
        eventually()
                .until(() -> workers.statefulSet().getMetadata().getAnnotations().keySet().stream()
                        .anyMatch("kafkaconnect.dev/pods-retried-at"::equals));
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    /** As the controller of StatefulSets tells it. */
    private void isRefused(String words) {
        StatefulSet set = workers.statefulSet();
        API.admin()
                .resource(set)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "status: {replicas: 0, observedGeneration: 1}");
        String time = operator.clock.instant().minusSeconds(30).toString();
        API.admin()
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("example-worker.refused")
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withApiVersion("apps/v1")
                        .withKind("StatefulSet")
                        .withNamespace(API.namespace())
                        .withName(set.getMetadata().getName())
                        .withUid(set.getMetadata().getUid())
                        .endInvolvedObject()
                        .withReason("FailedCreate")
                        .withType("Warning")
                        .withMessage(
                                "create Pod example-worker-0 in StatefulSet example-worker failed error: pods \"example-worker-0\" is forbidden: "
                                        + words)
                        .withFirstTimestamp(time)
                        .withLastTimestamp(time)
                        .withCount(3)
                        .build())
                .create();
    }

    private void isTold(String reason, String... words) {
        eventually().untilAsserted(() -> {
            assertThat(wanted.reasonOfCluster("example")).isEqualTo(reason);
            assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains(words);
        });
    }

    private static void enforce(String standard) {
        API.admin()
                .namespaces()
                .withName(API.namespace())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "metadata: {labels: {pod-security.kubernetes.io/enforce: %s}}".formatted(standard));
    }

    private static void aConfigMap() {
        API.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("drivers")
                        .withNamespace(API.namespace())
                        .endMetadata()
                        .addToData("db.xml", "<db/>")
                        .build())
                .create();
    }
}
