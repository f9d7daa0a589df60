package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.golden.GoldenCase;
import java.util.stream.Stream;
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
        ClusterPlan plan = Clusters.PLANNER.plan(cluster);

        Object[] children = Children.of(plan, WorkerSet.of(plan)).toArray();

        golden.expect("out.yaml", children);
    }
}
