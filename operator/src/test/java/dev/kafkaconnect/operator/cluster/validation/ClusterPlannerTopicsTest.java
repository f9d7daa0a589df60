package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.settings.TopicsManagement;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPlannerTopicsTest {
    private final ConnectCluster cluster = Clusters.cluster("team", "payments");

    @Test
    void makesTopicsOfOneTwentyFiveAndFivePartitionsWithThreeCopies() {
        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.topics())
                .containsExactly(
                        new TopicSpec("config", "team.payments-configs", 1, 3),
                        new TopicSpec("offsets", "team.payments-offsets", 25, 3),
                        new TopicSpec("status", "team.payments-status", 5, 3));
    }

    @Test
    void doesWithoutABlockOfTopics() {
        cluster.getSpec().setTopics(null);

        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.topics()).hasSize(3);
        assertThat(plan.topicsManagement()).isEqualTo(TopicsManagement.Create);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pay ments", "pay/ments", "pay:ments", "grüße"})
    void refusesAGroupThatMakesNoTopicNames(String groupId) {
        cluster.getSpec().setGroupId(groupId);

        assertThatExceptionOfType(InvalidSpec.class)
                .isThrownBy(() -> Clusters.PLANNER.plan(cluster))
                .withMessageContaining("spec.groupId")
                .withMessageContaining("spec.topics");
    }

    @Test
    void refusesAGroupWhoseTopicNamesAreTooLong() throws InvalidSpec {
        cluster.getSpec().setGroupId("g".repeat(241));
        assertThat(Clusters.PLANNER.plan(cluster).groupId()).hasSize(241);

        cluster.getSpec().setGroupId("g".repeat(242));
        assertThatExceptionOfType(InvalidSpec.class)
                .isThrownBy(() -> Clusters.PLANNER.plan(cluster))
                .withMessageContaining("241 characters");
    }

    @Test
    void namesTheTopicsAfterAGivenGroup() {
        cluster.getSpec().setGroupId("legacy");

        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.groupId()).isEqualTo("legacy");
        assertThat(plan.topics())
                .extracting(TopicSpec::name)
                .containsExactly("legacy-configs", "legacy-offsets", "legacy-status");
    }

    @Test
    void takesTopicsAsTheyAreGiven() {
        ClusterTopics.set(cluster, "configs", "offsets", "status");

        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.topics())
                .containsExactly(
                        new TopicSpec("config", "configs", 1, 1),
                        new TopicSpec("offsets", "offsets", 50, 2),
                        new TopicSpec("status", "status", 10, 4));
    }

    @ParameterizedTest
    @CsvSource({"same, same, status", "same, offsets, same", "configs, same, same"})
    void refusesTwoTopicsOfOneName(String config, String offsets, String status) {
        ClusterTopics.set(cluster, config, offsets, status);

        refused().withMessageContaining("spec.topics").withMessageContaining("different names");
    }

    @Test
    void createsNoTopicsWhenTheyAreOnlyToBeVerified() {
        cluster.getSpec().getTopics().setManagement("Verify");

        ClusterPlan plan = Clusters.plan(cluster);

        assertThat(plan.topicsManagement()).isEqualTo(TopicsManagement.Verify);
    }

    private ThrowableAssertAlternative<InvalidSpec> refused() {
        return assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> Clusters.PLANNER.plan(cluster));
    }
}
