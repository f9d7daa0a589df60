package dev.kafkaconnect.e2e.cluster;

import dev.kafkaconnect.operator.connect.HttpConnectApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpClient;

/** The REST API of a cluster's workers, for those who go behind the operator's back. */
final class Workers {

    private Workers() {}

    static HttpConnectApi of(KubernetesClient admin, String namespace, String cluster) {
        String address = admin.services()
                .inNamespace(namespace)
                .withName(cluster + "-rest")
                .require()
                .getSpec()
                .getClusterIP();
        return new HttpConnectApi(
                HttpClient.newHttpClient(), "http://" + address + ":8083", HttpConnectApi.Timeouts.DEFAULT);
    }
}
