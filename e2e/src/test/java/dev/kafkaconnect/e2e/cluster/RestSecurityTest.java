package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.cluster.ByHand;
import dev.kafkaconnect.e2e.support.cluster.Exec;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a stranger's pod gets from the workers. The network of this cluster enforces no policies: TLS alone must do. */
@Tag("cluster")
class RestSecurityTest {
    private static final String WORKER = "safe-worker-0";
    private static final String STRANGER = "stranger";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("rest-security");

    @BeforeAll
    static void startClusterAndStranger() {
        CLUSTER.resources().apply("""
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: ConnectCluster
                metadata:
                  name: safe
                spec:
                  replicas: 1
                  kafka:
                    bootstrapServers: %s
                  topics:
                    config: {replicationFactor: 1}
                    offsets: {replicationFactor: 1}
                    status: {replicationFactor: 1}
                  resources:
                    requests: {cpu: 50m, memory: 384Mi}
                    limits: {memory: 512Mi}
                """.formatted(LocalCluster.BOOTSTRAP));
        CLUSTER.resources().awaitClusterReady("safe");
        createStranger();
    }

    /** A pod of the same image and namespace that is none of the cluster's. */
    private static void createStranger() {
        Pod worker = pod(WORKER);
        CLUSTER.admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(STRANGER)
                        .withNamespace(CLUSTER.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withAutomountServiceAccountToken(false)
                        .withTerminationGracePeriodSeconds(0L)
                        .withSecurityContext(worker.getSpec().getSecurityContext())
                        .addNewContainer()
                        .withName("worker")
                        .withImage(worker.getSpec().getContainers().getFirst().getImage())
                        .withCommand("sleep", "600")
                        .withSecurityContext(
                                worker.getSpec().getContainers().getFirst().getSecurityContext())
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(STRANGER)
                .waitUntilReady(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void without_tls_the_probes_are_answered_within_the_pod_and_nothing_else() {
        assertThat(ask(WORKER, "127.0.0.1", 8084, "/health")).startsWith("HTTP/1.1 200");
        assertThat(ask(WORKER, "127.0.0.1", 8084, "/connectors")).startsWith("HTTP/1.1 403");
    }

    @Test
    void who_may_read_the_certificates_uses_the_api_as_the_manual_says() {
        assertThat(ByHand.get(CLUSTER, "safe", "/connector-plugins")).contains("MirrorSourceConnector");
    }

    @Test
    void a_strangers_pod_gets_no_answer_in_plain_http() {
        assertThat(ask(STRANGER, pod(WORKER).getStatus().getPodIP(), 8083, "/connectors"))
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    void a_strangers_pod_does_not_reach_the_port_for_the_probes() {
        String address = pod(WORKER).getStatus().getPodIP();

        assertThatThrownBy(() -> ask(STRANGER, address, 8084, "/health")).isInstanceOf(AssertionError.class);
    }

    /**
     * What comes back for a request in plain HTTP, by bash alone, as the image holds no HTTP client; empty where the other
     * side hangs up, be it in the middle of the request. Fails where no connection can be made.
     */
    private static String ask(String from, String address, int port, String path) {
        String script = """
                exec 3<>/dev/tcp/%s/%d || exit 1
                trap '' PIPE
                printf 'GET %s HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3
                tr -d '\\0' <&3 || true
                """.formatted(address, port, path);
        return Exec.run(CLUSTER.admin(), CLUSTER.namespace(), from, "timeout", "10", "bash", "-c", script);
    }

    private static Pod pod(String name) {
        return CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(name)
                .require();
    }
}
