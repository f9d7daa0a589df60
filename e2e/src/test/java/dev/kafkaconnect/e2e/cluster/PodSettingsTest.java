package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.ByHand;
import dev.kafkaconnect.e2e.support.cluster.Exec;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings of the pods, Java, metrics and loggers in workers that run under the restricted standard. */
@Tag("cluster")
class PodSettingsTest {
    private static final String WORKER = "tuned-worker-0";

    private static final String SETTINGS = """
            resources: {limits: {memory: 512Mi}}
              jvm: {heapPercentage: 50, options: ['-Dnote=a;$b']}
              metrics: {enabled: true}
              pod:
                labels: {team: payments}
                env: [{name: REGION, value: eu}]
                volumes: [{name: trust, configMap: {name: trust}}]
                volumeMounts: [{name: trust, mountPath: /etc/trust}]
                terminationGracePeriodSeconds: 60""";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("pod-settings");

    private final Resources resources = CLUSTER.resources();

    @Test
    void settings_reach_the_workers_and_levels_of_loggers_need_no_restart() {
        resources.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: trust}
                data: {ca.crt: certificate}
                """);
        resources.apply(Yaml.asShipped("tuned", SETTINGS));
        resources.awaitClusterReady("tuned");

        assertThat(inWorker("echo $REGION; cat /etc/trust/ca.crt")).contains("eu", "certificate");
        assertThat(inWorker("tr '\\0' '\\n' </proc/1/cmdline")).contains("-XX:MaxRAMPercentage=50", "-Dnote=a;$b");
        assertThat(inWorker("exec 3<>/dev/tcp/127.0.0.1/9404; printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"))
                .contains("kafka_connect_worker_connector_count 0.0");
        String pod = uid();

        resources.apply(Yaml.asShipped(
                "tuned", SETTINGS, "logging: {loggers: {org.apache.kafka.connect.runtime.Worker: TRACE}}"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(level("org.apache.kafka.connect.runtime.Worker"))
                        .contains("TRACE"));
        assertThat(uid()).isEqualTo(pod);
        CLUSTER.admin().pods().inNamespace(CLUSTER.namespace()).withName(WORKER).delete();
        await().atMost(Resources.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(uid()).isNotEqualTo(pod);
            assertThat(level("org.apache.kafka.connect.runtime.Worker")).contains("TRACE");
        });
        resources.deleteCluster("tuned");
    }

    private static String level(String logger) {
        return ByHand.get(CLUSTER, "tuned", "/admin/loggers/" + logger);
    }

    private static String inWorker(String script) {
        return Exec.run(CLUSTER.admin(), CLUSTER.namespace(), WORKER, "bash", "-c", script);
    }

    private static String uid() {
        return CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(WORKER)
                .require()
                .getMetadata()
                .getUid();
    }
}
