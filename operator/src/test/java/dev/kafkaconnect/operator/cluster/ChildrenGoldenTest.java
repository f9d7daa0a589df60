package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.golden.GoldenCase;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChildrenGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenCase.all("children");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void makesTheChildrenOfACluster(GoldenCase golden) throws InvalidSpec {
        ConnectCluster cluster = golden.resource("in.yaml", ConnectCluster.class);
        ClusterPlan plan = Clusters.PLANNER.plan(cluster, existingReplicas(golden));

        Object[] children = Children.of(plan).toArray();

        golden.expect("out.yaml", children);
    }

    private static @Nullable Integer existingReplicas(GoldenCase golden) {
        return golden.has("existing.yaml")
                ? golden.resource("existing.yaml", StatefulSet.class).getSpec().getReplicas()
                : null;
    }
}
