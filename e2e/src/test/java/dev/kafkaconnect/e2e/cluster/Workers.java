package dev.kafkaconnect.e2e.cluster;

import dev.kafkaconnect.operator.connect.HttpConnectApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.net.InetAddress;
import java.net.http.HttpClient;

/** The REST API of a cluster's workers, for those who go behind the operator's back: through the loopback of a pod. */
final class Workers {
    static final int LOOPBACK_PORT = 8084;

    private Workers() {}

    /** Stays open until the client is closed. */
    static HttpConnectApi of(KubernetesClient admin, String namespace, String cluster) {
        LocalPortForward forward = admin.pods()
                .inNamespace(namespace)
                .withName(cluster + "-worker-0")
                .portForward(LOOPBACK_PORT, InetAddress.getLoopbackAddress(), 0);
        return new HttpConnectApi(
                HttpClient.newHttpClient(),
                "http://127.0.0.1:" + forward.getLocalPort(),
                HttpConnectApi.Timeouts.DEFAULT);
    }
}
