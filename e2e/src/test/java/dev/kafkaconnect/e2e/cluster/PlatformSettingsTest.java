package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.cluster.Exec;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClassBuilder;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What platform teams set for workloads, all at once in one worker that becomes ready under the restricted standard. */
@Tag("cluster")
class PlatformSettingsTest {
    private static final String WORKER = "platform-worker-0";
    private static final String ZONE = "topology.kubernetes.io/zone";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("platform");

    private final Resources resources = CLUSTER.resources();

    private static String settings() {
        return """
                imagePullPolicy: IfNotPresent
                  commonMetadata: {labels: {cost-center: '4711'}, annotations: {example.com/owner: payments}}
                  serviceAccount: {annotations: {example.com/role: payments}}
                  disruptionBudget: {maxUnavailable: 25%%}
                  rack: {topologyKey: %s}
                  rest: {service: {annotations: {example.com/expose: 'false'}}}
                  resources: {}
                  pod:
                    hostAliases: [{ip: 127.0.0.9, hostnames: [db.example.com]}]
                    dnsPolicy: ClusterFirst
                    dnsConfig: {searches: [corp.example.com]}
                    runtimeClassName: platform-trial
                    schedulerName: default-scheduler
                    envFrom: [{prefix: APP_, configMapRef: {name: settings}}]
                    containerSecurityContext: {readOnlyRootFilesystem: true}
                    lifecycle: {preStop: {sleep: {seconds: 1}}}
                    initContainers:
                    - name: fetch
                      image: %2$s
                      command: [bash, -c, 'echo fetched >/drivers/driver.txt']
                      volumeMounts: [{name: drivers, mountPath: /drivers}]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                    containers:
                    - name: proxy
                      image: %2$s
                      command: [sleep, infinity]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                    volumes:
                    - name: drivers
                      ephemeral:
                        volumeClaimTemplate:
                          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    - {name: files, image: {reference: %3$s}}
                    volumeMounts:
                    - {name: drivers, mountPath: /drivers}
                    - {name: files, mountPath: /files}""".formatted(ZONE, TestImages.worker(), TestImages.fileConnectors());
    }

    @Test
    void every_setting_of_a_platform_team_reaches_a_worker_that_becomes_ready() {
        surroundings();
        resources.apply(Yaml.asShipped("platform", settings()));
        resources.awaitClusterReady("platform");

        Pod pod = CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(WORKER)
                .require();
        assertThat(pod.getStatus().getQosClass()).isEqualTo("BestEffort");
        assertThat(pod.getSpec().getRuntimeClassName()).isEqualTo("platform-trial");
        assertThat(pod.getSpec().getContainers()).extracting("name").containsExactlyInAnyOrder("worker", "proxy");
        assertThat(
                        inWorker(
                                "echo $CLIENT_RACK $APP_COLOUR; cat /drivers/driver.txt /etc/resolv.conf /etc/hosts; ls /files"))
                .contains("zone-a blue", "fetched", "corp.example.com", "db.example.com");
        assertThat(inWorker("cat /tmp/connect-worker.properties")).contains("consumer.client.rack=zone-a");
        assertThat(children()).hasSizeGreaterThan(4).allSatisfy(child -> {
            assertThat(child.getMetadata().getLabels()).containsEntry("cost-center", "4711");
            assertThat(child.getMetadata().getAnnotations()).containsEntry("example.com/owner", "payments");
        });
        resources.deleteCluster("platform");
    }

    private void surroundings() {
        CLUSTER.admin()
                .nodes()
                .list()
                .getItems()
                .forEach(node -> CLUSTER.admin()
                        .resource(node)
                        .edit(found -> new NodeBuilder(found)
                                .editMetadata()
                                .addToLabels(ZONE, "zone-a")
                                .endMetadata()
                                .build()));
        CLUSTER.admin()
                .resource(new RuntimeClassBuilder()
                        .withNewMetadata()
                        .withName("platform-trial")
                        .endMetadata()
                        .withHandler("runc")
                        .build())
                .serverSideApply();
        resources.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {COLOUR: blue}
                """);
    }

    private static Stream<HasMetadata> children() {
        Map<String, String> ours = Map.of("kafkaconnect.dev/cluster", "platform");
        String namespace = CLUSTER.namespace();
        return Stream.of(
                        CLUSTER.admin().services().inNamespace(namespace).withLabels(ours).list().getItems().stream(),
                        CLUSTER.admin().secrets().inNamespace(namespace).withLabels(ours).list().getItems().stream(),
                        CLUSTER
                                .admin()
                                .serviceAccounts()
                                .inNamespace(namespace)
                                .withLabels(ours)
                                .list()
                                .getItems()
                                .stream(),
                        CLUSTER
                                .admin()
                                .apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .withLabels(ours)
                                .list()
                                .getItems()
                                .stream())
                .flatMap(items -> items);
    }

    private static String inWorker(String script) {
        return Exec.inWorker(CLUSTER.admin(), CLUSTER.namespace(), WORKER, "bash", "-c", script);
    }
}
