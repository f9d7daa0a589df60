package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Connectors;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPlannerTest {
    private final ConnectCluster cluster = Clusters.cluster("team", "payments");

    @Test
    void namesTheGroupAfterNamespaceAndName() {
        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.groupId()).isEqualTo("team.payments");
    }

    @Test
    void usesTheImageOfTheOperatorWhenNoneIsGiven() {
        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.image()).isEqualTo("registry.example.com/worker:1");
    }

    @Test
    void leavesUnmanagedConnectorsAloneUnlessTheirDeletionIsAskedFor() {
        ConnectCluster tidy = Clusters.cluster("team", "tidy");
        Connectors connectors = new Connectors();
        connectors.setUnmanaged(Connectors.Unmanaged.Delete);
        tidy.getSpec().setConnectors(connectors);

        assertThat(Clusters.plan(cluster).deleteUnmanaged()).isFalse();
        assertThat(Clusters.plan(tidy).deleteUnmanaged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group.id", "bootstrap.servers", "listeners", "offset.storage.topic"})
    void refusesAPropertyThatTheOperatorSets(String key) {
        Clusters.withConfig(cluster, Map.of(key, "mine"));

        refused().withMessageContaining("spec.config").withMessageContaining("\"" + key + "\"");
    }

    @Test
    void refusesAPropertyThatIsNoScalar() {
        Clusters.withConfig(cluster, Map.of("key.converter", List.of("one", "two")));

        refused().withMessageContaining("spec.config").withMessageContaining("\"key.converter\"");
    }

    @Test
    void namesAllProblemsAtOnce() {
        Clusters.withConfig(cluster, Map.of("key.converter", List.of("one"), "group.id", "mine"));
        ClusterTopics.set(cluster, "same", "same", "status");

        refused()
                .withMessageContaining("key.converter")
                .withMessageContaining("group.id")
                .withMessageContaining("spec.topics");
    }

    private ThrowableAssertAlternative<InvalidSpec> refused() {
        return assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> Clusters.PLANNER.plan(cluster));
    }
}
