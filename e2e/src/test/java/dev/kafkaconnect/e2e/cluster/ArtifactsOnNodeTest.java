package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.FileServer;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plug-in that workers download: with the real kubelet, init containers and check pods, where only restricted pods are admitted. */
@Tag("cluster")
class ArtifactsOnNodeTest {
    private static final String NAME = "downloading";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("artifacts");

    private final Resources resources = CLUSTER.resources();

    @Test
    void a_wrong_checksum_takes_no_worker_and_the_right_one_brings_the_plug_in() throws Exception {
        resources.apply(Yaml.cluster(NAME, "plugins: []"));
        resources.awaitClusterReady(NAME);
        Pod worker = DeployedWorkers.pods(CLUSTER, NAME).getFirst();
        Path jar = jar();
        String url = FileServer.serving(CLUSTER, worker, jar);
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(jar)));

        resources.apply(Yaml.cluster(NAME, plugin(url, "0".repeat(128))));

        resources.awaitClusterReason(
                NAME, "Stalled", "PluginDownloadFailed", "the plug-in file", url, "0".repeat(128), checksum);
        assertThat(DeployedWorkers.ready(CLUSTER, NAME))
                .extracting(pod -> pod.getMetadata().getUid())
                .containsExactly(worker.getMetadata().getUid());

        resources.apply(Yaml.cluster(NAME, plugin(url, checksum)));

        resources.apply(Yaml.idleSource("downloaded", NAME));
        resources.awaitConnectorReady("downloaded");
        assertThat(DeployedWorkers.ready(CLUSTER, NAME))
                .extracting(pod -> pod.getMetadata().getUid())
                .doesNotContain(worker.getMetadata().getUid());
        resources.deleteConnector("downloaded");
        resources.deleteCluster(NAME);
    }

    private static String plugin(String url, String checksum) {
        return "plugins: [{name: file, artifacts: [{url: '%s', sha512: '%s'}]}]".formatted(url, checksum);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> jars = Files.list(Project.file("examples/plugin-file/target/dist/connect-file"))) {
            return jars.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
