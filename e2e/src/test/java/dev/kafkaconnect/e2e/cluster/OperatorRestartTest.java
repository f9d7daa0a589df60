package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedOperator;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator may go at any time: what runs goes on, and its successor takes over at once. */
@Tag("cluster")
@Isolated("the operator is replaced")
class OperatorRestartTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("restart");

    @Test
    void a_new_operator_takes_over_touches_nothing_that_is_as_it_should_be_and_goes_on_with_the_rest() {
        DeployedOperator operator = new DeployedOperator(CLUSTER.admin());
        Resources resources = CLUSTER.resources();
        resources.apply(Yaml.cluster("steady"));
        resources.apply(Yaml.idleSource("before", "steady"));
        resources.awaitConnectorReady("before");
        String statusBefore = resources.connector("before").getMetadata().getResourceVersion();
        String workersBefore = workersVersion();
        Pod old = operator.pods().getFirst();

        CLUSTER.admin().resource(old).delete();
        resources.apply(Yaml.idleSource("after", "steady"));

        resources.awaitConnectorReady("after");
        assertThat(resources.connector("before").getMetadata().getResourceVersion())
                .isEqualTo(statusBefore);
        assertThat(workersVersion()).isEqualTo(workersBefore);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(operator.pods())
                        .singleElement()
                        .satisfies(pod -> assertThat(pod.getMetadata().getUid())
                                .isNotEqualTo(old.getMetadata().getUid())));
    }

    /** Counts changes of what is wanted, not of the controller's status. */
    private static String workersVersion() {
        return String.valueOf(CLUSTER.admin()
                .apps()
                .statefulSets()
                .inNamespace(CLUSTER.namespace())
                .withName("steady-worker")
                .require()
                .getMetadata()
                .getGeneration());
    }
}
