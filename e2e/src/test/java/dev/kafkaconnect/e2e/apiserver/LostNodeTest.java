package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RolloutScenario;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker is told to end, and its node is not there to tell that it has. With the rights that are shipped. */
@Tag("apiserver")
class LostNodeTest {
    /** Longer than the grace period of a worker, and what it may be late. */
    private static final Duration LONG_AGO = Duration.ofSeconds(90);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void the_node_is_named_and_the_worker_is_replaced_once_it_has_left_the_group() {
        ClusterScenario.ready(wanted, workers, RolloutScenario.SPEC);
        operator.kafka.groupHas(3);

        workerEndsUnheardOf("example-worker-2", "node-c");
        operator.clock.advance(LONG_AGO);
        workers.touchFirstPod("time has passed");

        eventually().until(() -> wanted.reasonOfCluster("example"), "NodeLost"::equals);
        assertThat(wanted.ofCluster("example", "Ready").getMessage()).contains("example-worker-2", "node-c");
        assertThat(hasPod("example-worker-2")).isTrue();

        operator.kafka.groupHas(2);
        workers.touchFirstPod("the group is smaller");

        eventually().until(() -> !hasPod("example-worker-2"));
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
    }

    /** It runs on that node, is told to end, and nobody there hears of it. */
    private void workerEndsUnheardOf(String name, String node) {
        Pod pod = pod(name).get();
        pod(name).withGracePeriod(0).delete();
        API.admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(API.namespace())
                        .withLabels(pod.getMetadata().getLabels())
                        .withAnnotations(pod.getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(pod.getSpec())
                        .editSpec()
                        .withNodeName(node)
                        .endSpec()
                        .build())
                .create();
        workers.setReady(2, true);
        pod(name).delete();
    }

    private boolean hasPod(String name) {
        return pod(name).get() != null;
    }

    private PodResource pod(String name) {
        return API.admin().pods().inNamespace(API.namespace()).withName(name);
    }
}
