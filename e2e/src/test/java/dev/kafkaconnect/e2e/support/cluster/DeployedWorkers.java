package dev.kafkaconnect.e2e.support.cluster;

import dev.kafkaconnect.e2e.support.workers.RetryingConnectApi;
import dev.kafkaconnect.e2e.support.workers.WorkerNames;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectClients;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.tls.ClientCertificate;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.UnusableCertificate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.net.InetAddress;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pods of a cluster's workers, and their REST API with the operator's certificate, behind its back. */
public final class DeployedWorkers {
    private static final int REST_PORT = 8083;
    private static final ConnectClients CLIENTS = new ConnectClients();

    private DeployedWorkers() {}

    /** In the order of their ordinals, for clusters of up to ten. */
    public static List<Pod> pods(LocalCluster cluster, String connectCluster) {
        return cluster
                .admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("kafkaconnect.dev/cluster", connectCluster)
                .withLabel("app.kubernetes.io/name", "kafka-connect-worker")
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    public static List<Pod> ready(LocalCluster cluster, String connectCluster) {
        return pods(cluster, connectCluster).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && Readiness.isPodReady(pod))
                .toList();
    }

    /** Those of three that are not there, stop, or are not ready, each with what is known of it. */
    public static List<String> notReady(LocalCluster cluster, String connectCluster) {
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
                .portForward(REST_PORT, InetAddress.getLoopbackAddress(), 0);
    }

    /** By the first worker. */
    public static ConnectApi of(KubernetesClient admin, String namespace, String connectCluster) {
        RestTls tls = certificates(admin, namespace, connectCluster);
        return RetryingConnectApi.by(opened(
                admin,
                namespace,
                connectCluster,
                new RestEndpoint.Tls(tls.operator().chain(), tls.operator().key(), tls.trusted())));
    }

    /** By the first worker, as it answers this client of spec.rest.clients. */
    public static ConnectApi asClient(LocalCluster cluster, String connectCluster, String client) {
        ClientCertificate certificate = ClientCertificate.read(
                        secret(cluster.admin(), cluster.namespace(), connectCluster + "-rest-client-" + client))
                .orElseThrow();
        return opened(
                cluster.admin(),
                cluster.namespace(),
                connectCluster,
                new RestEndpoint.Tls(
                        certificate.identity().chain(), certificate.identity().key(), certificate.trusted()));
    }

    private static ConnectApi opened(
            KubernetesClient admin, String namespace, String connectCluster, RestEndpoint.Tls tls) {
        String host = "%s-rest.%s.svc".formatted(connectCluster, namespace);
        WorkerNames.add(host, "127.0.0.1");
        int port = forward(admin, namespace, connectCluster + "-worker-0").getLocalPort();
        return CLIENTS.open(new RestEndpoint("https://%s:%d".formatted(host, port), tls));
    }

    private static RestTls certificates(KubernetesClient admin, String namespace, String connectCluster) {
        try {
            return RestTls.read(secret(admin, namespace, connectCluster + "-rest-tls"));
        } catch (UnusableCertificate damaged) {
            throw new AssertionError(damaged.text(), damaged);
        }
    }

    private static Map<String, byte[]> secret(KubernetesClient admin, String namespace, String name) {
        return admin.secrets().inNamespace(namespace).withName(name).require().getData().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Base64.getDecoder().decode(entry.getValue())));
    }

    /** Of a connector that runs, as the workers tell it. */
    public static String versionOf(LocalCluster cluster, String name, String connector) {
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
