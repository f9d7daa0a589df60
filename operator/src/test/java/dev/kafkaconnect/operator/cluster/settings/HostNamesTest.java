package dev.kafkaconnect.operator.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
    private static final String NAMESPACE = "n".repeat(63);

    @ParameterizedTest
    @CsvSource({"42, 2, false", "43, 2, true", "43, 1, false", "43, 0, false", "42, 100, false", "42, 101, true"})
    void namesThatNoResolverTakesAreRefusedWhereWorkersMustFindOneAnother(int letters, int replicas, boolean refused) {
        assertThat(HostNames.problem(NAMESPACE, "c".repeat(letters), replicas).isPresent())
                .isEqualTo(refused);
    }

    @Test
    void theLimitIsThatOfTheLongestNameThatIsTried() {
        String host = Clusters.plan(Clusters.cluster(NAMESPACE, "c".repeat(42))).hostOf("c".repeat(42) + "-worker-0");

        assertThat((host + "." + NAMESPACE + ".svc.cluster.local").length()).isBetween(252, 253);
    }

    @Test
    void theRefusalSaysTheLimitAndTheWayOut() {
        ConnectCluster cluster = Clusters.cluster(NAMESPACE, "c".repeat(45));

        assertThatExceptionOfType(InvalidSpec.class)
                .isThrownBy(() -> Clusters.PLANNER.plan(cluster))
                .satisfies(invalid -> assertThat(invalid.text()).contains("108 characters", "105", "shorter name"));
    }

    @Test
    void aSingleWorkerMayHaveTheLongestNames() throws InvalidSpec {
        ConnectCluster cluster = Clusters.cluster(NAMESPACE, "c".repeat(45));
        cluster.getSpec().setReplicas(1);

        assertThat(Clusters.PLANNER.plan(cluster).replicas()).isOne();
    }

    @Test
    void aStandaloneWorkerIsOneWhateverTheDefault() throws InvalidSpec {
        ConnectCluster cluster = Clusters.cluster(NAMESPACE, "c".repeat(45));
        cluster.getSpec().setTopics(null);
        cluster.getSpec().setMode("Standalone");
        cluster.getSpec().setReplicas(3);

        assertThat(Clusters.PLANNER.plan(cluster).replicas()).isOne();
    }
}
