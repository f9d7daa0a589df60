package dev.kafkaconnect.e2e.cluster;

import dev.kafkaconnect.e2e.connect.Patiently;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pods of a cluster's workers, and their REST API through the loopback of a pod, behind the operator's back. */
final class Workers {
    private static final int LOOPBACK_PORT = 8084;

    private Workers() {}

    /** In the order of their ordinals, for clusters of up to ten. */
    static List<Pod> pods(LocalCluster cluster, String connectCluster) {
        return cluster
                .admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("kafkaconnect.dev/cluster", connectCluster)
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    static List<Pod> ready(LocalCluster cluster, String connectCluster) {
        return pods(cluster, connectCluster).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && Readiness.isPodReady(pod))
                .toList();
    }

    /** Those of three that are not there, stop, or are not ready, each with what is known of it. */
    static List<String> notReady(LocalCluster cluster, String connectCluster) {
        Map<String, Pod> found = pods(cluster, connectCluster).stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> pod));
        return IntStream.range(0, 3)
                .mapToObj(ordinal -> connectCluster + "-worker-" + ordinal)
                .map(name -> notReady(name, found.get(name)))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String notReady(String name, @Nullable Pod pod) {
        if (pod == null) {
            return name + " is gone";
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return name + " is stopping";
        }
        return Readiness.isPodReady(pod)
                ? ""
                : "%s of %s: %s"
                        .formatted(
                                name,
                                pod.getMetadata().getCreationTimestamp(),
                                pod.getStatus().getConditions());
    }

    private static LocalPortForward forward(KubernetesClient admin, String namespace, String pod) {
        return admin.pods()
                .inNamespace(namespace)
                .withName(pod)
                .portForward(LOOPBACK_PORT, InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpConnectApi through(LocalPortForward forward, HttpClient http) {
        return new HttpConnectApi(http, "http://127.0.0.1:" + forward.getLocalPort(), HttpConnectApi.Timeouts.DEFAULT);
    }

    /** By the first worker. */
    static ConnectApi of(KubernetesClient admin, String namespace, String connectCluster) {
        return Patiently.by(
                through(forward(admin, namespace, connectCluster + "-worker-0"), HttpClient.newHttpClient()));
    }

    /** Of a connector that runs, as the workers tell it. */
    static String versionOf(LocalCluster cluster, String name, String connector) {
        try {
            return of(cluster.admin(), cluster.namespace(), name)
                    .connectors()
                    .get(connector)
                    .status()
                    .connector()
                    .version();
        } catch (ConnectFault silent) {
            throw new AssertionError(silent);
        }
    }
}
