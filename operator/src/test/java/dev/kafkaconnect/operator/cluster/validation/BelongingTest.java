package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BelongingTest {
    private static final String CONNECT_CLUSTER = "kafkaconnect.dev/v1alpha1 ConnectCluster payments ";

    @Test
    void whatTheClusterOwnsIsItsOwnWhateverItsLabels() {
        assertThat(of(Map.of(), CONNECT_CLUSTER + "uid-now")).isEqualTo(Belonging.Own);
    }

    @Test
    void whatBearsTheLabelsAndHasNoOwnerIsAnOrphan() {
        assertThat(of(labels("payments"))).isEqualTo(Belonging.Orphan);
    }

    @Test
    void anOrphanOfAnotherClusterIsForeign() {
        assertThat(of(labels("orders"))).isEqualTo(Belonging.Foreign);
    }

    @Test
    void whatBearsTheLabelsAndHasAnotherOwnerIsForeign() {
        assertThat(of(labels("payments"), "apps/v1 Deployment payments uid-2")).isEqualTo(Belonging.Foreign);
    }

    @Test
    void whatAClusterOfThisNameOwnedIsAboutToBeRemoved() {
        assertThat(of(labels("payments"), CONNECT_CLUSTER + "uid-before")).isEqualTo(Belonging.Former);
    }

    @Test
    void whatAClusterOfAnotherNameOwnsIsForeign() {
        assertThat(of(labels("payments"), "kafkaconnect.dev/v1alpha1 ConnectCluster orders uid-3"))
                .isEqualTo(Belonging.Foreign);
    }

    @Test
    void whatBearsNothingIsForeign() {
        assertThat(of(Map.of("app", "payments"))).isEqualTo(Belonging.Foreign);
    }

    @Test
    void anOwnerOfTheSameKindInAnotherGroupIsForeign() {
        assertThat(of(labels("payments"), "other.example.com/v1 ConnectCluster payments uid-4"))
                .isEqualTo(Belonging.Foreign);
    }

    private static Map<String, String> labels(String cluster) {
        return Map.of("app.kubernetes.io/managed-by", "kafka-connect-operator", "kafkaconnect.dev/cluster", cluster);
    }

    /** @param owners API version, kind, name and uid of each */
    private static Belonging of(Map<String, String> labels, String... owners) {
        ObjectMeta found = new ObjectMetaBuilder().withLabels(labels).build();
        for (String owner : owners) {
            String[] parts = owner.split(" ");
            found = new ObjectMetaBuilder(found)
                    .addNewOwnerReference()
                    .withApiVersion(parts[0])
                    .withKind(parts[1])
                    .withName(parts[2])
                    .withUid(parts[3])
                    .endOwnerReference()
                    .build();
        }
        return Belonging.of(found, "payments", "uid-now");
    }
}
