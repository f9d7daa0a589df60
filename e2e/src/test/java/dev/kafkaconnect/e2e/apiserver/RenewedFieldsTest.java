package dev.kafkaconnect.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.TrialObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.faults.RewritingWebhook;
import dev.kafkaconnect.e2e.support.faults.RewritingWebhook.PatchOperation;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A platform that writes another value each time into the workers' template: no endless writes, no endless rollout. */
@Tag("apiserver")
class RenewedFieldsTest {
    private static final String STAMP = "stamp";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    @RegisterExtension
    final RewritingWebhook webhook = new RewritingWebhook(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final RolloutScenario rollout =
            new RolloutScenario(operator, wanted, workers).within(Duration.ofSeconds(90));
    private final List<String> images = rollout.states();

    @Test
    void a_stamp_in_the_template_ends_no_rollout_and_makes_none() throws Exception {
        stamps();
        rollout.begin();
        rollout.nothingIsWritten();

        changesOnceTo("v2");
        changesOnceTo("v3");

        assertThat(wanted.ofCluster("example", "RewrittenByPolicy").getMessage())
                .contains(
                        "sets another value",
                        "with each write",
                        "spec.template.metadata.annotations.stamp of the StatefulSet example-worker",
                        "Kubernetes replaces all workers");
        assertThat(images).contains("v1 v1 v2", "v1 v2 v2", "v2 v2 v3", "v2 v3 v3");
    }

    @Test
    void an_operator_that_starts_under_it_replaces_no_worker() throws Exception {
        stamps();
        rollout.begin();
        changesOnceTo("v2");
        List<String> before = stampsOfPods();

        operator.restart();

        rollout.nothingIsWritten();
        assertThat(stampsOfPods()).isEqualTo(before);
    }

    @Test
    void workers_go_one_after_the_other_again_when_it_is_gone() throws Exception {
        stamps();
        rollout.begin();
        changesOnceTo("v2");

        webhook.remove();

        rollout.lookUntil(() -> workers.partition() == 3);
        rollout.playUntil(() -> wanted.ofCluster("example", "RewrittenByPolicy") == null);
    }

    @Test
    void a_field_of_the_operator_s_own_is_written_a_few_times_only() throws Exception {
        rollout.begin();
        webhook.rewrite(RenewedFieldsTest::renewedHost, TrialObjects.statefulSet(API, 3), "random-");
        int before = operator.writes().count();

        wanted.changeCluster("example", "image: v2");

        rollout.playUntil(() -> workers.images().equals("v2 v2 v2"));
        rollout.playUntilReason("WorkersReady");
        rollout.nothingIsWritten();
        assertThat(operator.writes().after(before).stream()
                        .filter(write -> write.contains("/statefulsets/"))
                        .count())
                .isLessThanOrEqualTo(8);
        assertThat(wanted.ofCluster("example", "RewrittenByPolicy").getMessage())
                .contains("spec.template.spec.containers[worker].env[ADVERTISED_HOST].value");
    }

    private void stamps() throws Exception {
        webhook.rewrite(RenewedFieldsTest::stamped, TrialObjects.statefulSet(API, 3), STAMP + ": ");
    }

    private void changesOnceTo(String image) {
        int before = operator.writes().count();
        wanted.changeCluster("example", "image: " + image);
        rollout.playUntil(() -> workers.images().equals("%1$s %1$s %1$s".formatted(image)));
        rollout.playUntilReason("WorkersReady");
        rollout.nothingIsWritten();
        assertThat(operator.writes().after(before).stream()
                        .filter(write -> write.contains("/statefulsets/"))
                        .count())
                .isLessThanOrEqualTo(4);
        List<String> pods = stampsOfPods();
        workers.staysFor(Duration.ofSeconds(2), () -> stampsOfPods().equals(pods));
    }

    private List<String> stampsOfPods() {
        return workers.annotations(STAMP);
    }

    private static List<PatchOperation> stamped(JsonNode set) {
        Map<String, Object> annotations = new TreeMap<>();
        set.at("/spec/template/metadata/annotations")
                .fields()
                .forEachRemaining(entry ->
                        annotations.put(entry.getKey(), entry.getValue().asText()));
        annotations.put(STAMP, UUID.randomUUID().toString());
        return List.of(new PatchOperation("add", "/spec/template/metadata/annotations", annotations));
    }

    private static List<PatchOperation> renewedHost(JsonNode set) {
        JsonNode variables = set.at("/spec/template/spec/containers/0/env");
        List<PatchOperation> changes = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            if ("ADVERTISED_HOST".equals(variables.get(i).get("name").asText())) {
                changes.add(new PatchOperation(
                        "replace",
                        "/spec/template/spec/containers/0/env/%d/value".formatted(i),
                        "random-" + UUID.randomUUID()));
            }
        }
        return changes;
    }
}
