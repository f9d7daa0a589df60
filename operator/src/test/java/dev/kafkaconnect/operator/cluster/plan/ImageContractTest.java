package dev.kafkaconnect.operator.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Plugins;
import dev.kafkaconnect.api.connectclusterspec.plugins.Artifacts;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.connect.WorkerContract;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageContractTest {
    private final ClusterPlan plan = Clusters.plan(Clusters.cluster("team", "payments"));

    @Test
    void anImageThatIsTooOldIsNamedWithWhatToDo() {
        Verdict verdict = ImageContract.obstacle(plan, WorkerContract.UNSAID).orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.ImageOutdated);
        assertThat(verdict.message())
                .contains(plan.image(), "contract 1", "needs " + WorkerContract.NEEDED.number(), "spec.image");
    }

    @Test
    void anImageThatSufficesIsNoObstacle() {
        assertThat(ImageContract.obstacle(plan, WorkerContract.NEEDED)).isEmpty();
    }

    @Test
    void plugInsOnTheClassPathOfTheWorkersNeedAnImageThatLooksForThem() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        Plugins login = new Plugins();
        login.setName("login");
        login.setImage("registry.example.com/login:1");
        login.setClassPath("Worker");
        cluster.getSpec().setPlugins(List.of(login));

        Optional<Verdict> obstacle = ImageContract.obstacle(Clusters.plan(cluster), WorkerContract.NEEDED);

        assertThat(obstacle)
                .hasValueSatisfying(verdict -> assertThat(verdict.message())
                        .contains("contract 2, classPath: Worker in spec.plugins needs 3"));
        assertThat(ImageContract.obstacle(Clusters.plan(cluster), WorkerContract.CLASS_PATH))
                .isEmpty();
    }

    @Test
    void plugInsThatAreDownloadedNeedAnImageThatCan() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        Artifacts file = new Artifacts();
        file.setUrl("https://files.example.com/jdbc.zip");
        file.setSha512("a".repeat(128));
        Plugins jdbc = new Plugins();
        jdbc.setName("jdbc");
        jdbc.setArtifacts(List.of(file));
        cluster.getSpec().setPlugins(List.of(jdbc));

        assertThat(ImageContract.obstacle(Clusters.plan(cluster), WorkerContract.CLASS_PATH))
                .hasValueSatisfying(verdict ->
                        assertThat(verdict.message()).contains("contract 3, artifacts in spec.plugins needs 4"));
        assertThat(ImageContract.obstacle(Clusters.plan(cluster), WorkerContract.ARTIFACTS))
                .isEmpty();
    }

    @Test
    void workersTellOfTheirOwnImageOnly() {
        assertThat(ImageContract.isKnown(plan, List.of(pod(plan.image()), pod(plan.image()))))
                .isTrue();
        assertThat(ImageContract.isKnown(plan, List.of(pod(plan.image()), pod("registry.example.com/worker:0"))))
                .isFalse();
        assertThat(ImageContract.isKnown(plan, List.of())).isFalse();
    }

    private static Pod pod(String image) {
        return new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("sidecar")
                .withImage("registry.example.com/proxy:1")
                .endContainer()
                .addNewContainer()
                .withName("worker")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build();
    }
}
