package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.golden.GoldenCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPlannerUnknownValuesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mode-of-a-later-version, spec.mode",
        "management-of-a-later-version, spec.topics.management",
        "exactly-once-source-of-a-later-version, spec.exactlyOnceSource"
    })
    void doesNotTakeAValueItDoesNotKnowForTheDefault(String folder, String field) {
        ConnectCluster cluster = GoldenCase.of("clusters", folder).resource("cluster.yaml", ConnectCluster.class);

        assertThatExceptionOfType(InvalidSpec.class)
                .isThrownBy(() -> Clusters.PLANNER.plan(cluster))
                .withMessageContaining(field);
    }
}
