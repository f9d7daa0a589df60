package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedOperator;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.StandaloneWorkers;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A standalone worker needs no operator to come back. */
@Tag("cluster")
@Isolated("the operator is taken away")
class StandaloneAloneTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("alone");

    private final Resources resources = CLUSTER.resources();
    private final StandaloneWorkers workers = new StandaloneWorkers(CLUSTER);

    @Test
    void a_pod_that_is_deleted_while_the_operator_is_away_comes_back_with_its_connectors_in_their_states() {
        DeployedOperator operator = new DeployedOperator(CLUSTER.admin());
        workers.start("alone");
        resources.apply(workers.lines("alone"));
        resources.apply(Yaml.idleSource("alone-rests", "alone", "state: Paused"));
        resources.apply(Yaml.idleSource("alone-stands", "alone", "state: Stopped"));
        List.of("alone-lines", "alone-rests", "alone-stands").forEach(resources::awaitConnectorReady);
        await().atMost(StandaloneWorkers.RESTART)
                .until(() -> kept().keySet()
                        .containsAll(List.of("alone-lines.json", "alone-rests.json", "alone-stands.json")));
        operator.scale(0);
        try {
            String before = workers.pod("alone").getMetadata().getUid();
            CLUSTER.admin().resource(workers.pod("alone")).delete();

            await().atMost(StandaloneWorkers.RESTART).ignoreExceptions().untilAsserted(() -> {
                assertThat(workers.pod("alone").getMetadata().getUid()).isNotEqualTo(before);
                assertThat(states())
                        .isEqualTo(
                                Map.of("alone-lines", "RUNNING", "alone-rests", "PAUSED", "alone-stands", "STOPPED"));
            });
        } finally {
            operator.scale(1);
        }
        List.of("alone-lines", "alone-rests", "alone-stands").forEach(resources::awaitConnectorReady);
        resources.deleteCluster("alone");
    }

    private static Map<String, String> kept() {
        return CLUSTER.admin()
                .configMaps()
                .inNamespace(CLUSTER.namespace())
                .withName("alone-connectors")
                .require()
                .getData();
    }

    private static Map<String, String> states() throws Exception {
        Map<String, ConnectorListing> listing = DeployedWorkers.of(CLUSTER.admin(), CLUSTER.namespace(), "alone")
                .connectors();
        return listing.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().status().connector().state()));
    }
}
