package dev.kafkaconnect.operator.cluster.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.golden.GoldenCase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
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
        ResolvedSecrets secrets = golden.has("secrets.yaml")
                ? Clusters.secrets(
                        golden.resources("secrets.yaml", Secret.class),
                        golden.resources("secrets.yaml", ConfigMap.class))
                : ResolvedSecrets.NONE;
        ClusterPlan planned = Clusters.PLANNER.plan(cluster).withSecrets(secrets);
        ClusterPlan plan = planned.withRest(planned.rest().withRevision("0123456789abcdef"));

        Object[] children = Children.of(plan, WorkerSet.of(plan)).toArray();

        golden.expect("out.yaml", children);
        assertThat(List.of(children).toString()).doesNotContain("canary");
        assertThat(plan.toString()).doesNotContain("canary");
        assertThat(plan.kafkaClient().toString()).doesNotContain("canary");
    }
}
