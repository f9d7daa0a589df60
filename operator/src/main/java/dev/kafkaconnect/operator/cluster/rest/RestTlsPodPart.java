package dev.kafkaconnect.operator.cluster.rest;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.tls.RestTls;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What TLS on the REST API means for a worker: its properties, what its pod mounts, how it is probed. Pure. */
public final class RestTlsPodPart {
    public static final String DIRECTORY = "/etc/kafka-connect-rest";

    /**
     * The worker image's own property: a host name that a client's certificate must be valid for. An authority that others have
     * certificates of, too, is thereby no way in.
     */
    private static final String CLIENT_HOST = "rest.client.host";

    /** Also of the worker image: further clients. Always there, so that the first of them does not roll the workers. */
    private static final String CLIENTS_FILE = "rest.clients.file";

    /** As the API server fills it in. */
    private static final int READABLE = 0644;

    private RestTlsPodPart() {}

    public static PodPart of(ClusterPlan plan) {
        TlsMigrationStage stage = plan.rest().stage();
        if (!stage.hasCertificates()) {
            return PodPart.NOTHING;
        }
        PodPart certificates = certificates(plan);
        return stage == TlsMigrationStage.PREPARED
                ? certificates.and(PodPart.annotation(WorkerPodNames.REST_TLS_PREPARED, "true"))
                : certificates;
    }

    private static PodPart certificates(ClusterPlan plan) {
        return PodPart.mounted(
                        new VolumeBuilder()
                                .withName("rest-tls")
                                .withNewSecret()
                                .withSecretName(plan.restSecret())
                                .withDefaultMode(READABLE)
                                .withItems(Stream.of(
                                                RestTls.KEY_STORE,
                                                RestTls.TRUST_STORE,
                                                RestTls.PROPERTIES,
                                                RestTls.CLIENTS)
                                        .map(key -> new KeyToPath(key, null, key))
                                        .toList())
                                .endSecret()
                                .build(),
                        new VolumeMountBuilder()
                                .withName("rest-tls")
                                .withMountPath(DIRECTORY)
                                .withReadOnly(true)
                                .build())
                .and(PodPart.env(new EnvVarBuilder()
                        .withName("EXTRA_PROPERTIES")
                        .withValue(DIRECTORY + "/" + RestTls.PROPERTIES)
                        .build()))
                .and(PodPart.annotation(WorkerPodNames.REST_TLS, plan.rest().revision()));
    }

    /** Passwords are not among them: the start script adds them from the mounted Secret. */
    public static Map<String, String> properties(ClusterPlan plan) {
        TlsMigrationStage stage = plan.rest().stage();
        Map<String, String> properties = new TreeMap<>();
        if (stage == TlsMigrationStage.SECURED) {
            properties.put(
                    "listeners",
                    "https://:%d,http://127.0.0.1:%d".formatted(ClusterPlan.REST_PORT, WorkerPodNames.LOOPBACK_PORT));
            properties.put("rest.advertised.listener", "https");
            properties.put(CLIENT_HOST, plan.restServiceHost());
            properties.put(CLIENTS_FILE, DIRECTORY + "/" + RestTls.CLIENTS);
        } else {
            properties.put("listeners", "http://:" + ClusterPlan.REST_PORT);
        }
        if (!stage.hasCertificates()) {
            return properties;
        }
        properties.put("listeners.https.ssl.client.auth", "required");
        properties.put("listeners.https.ssl.endpoint.identification.algorithm", "HTTPS");
        properties.put("listeners.https.ssl.keystore.type", "PKCS12");
        properties.put("listeners.https.ssl.keystore.location", DIRECTORY + "/" + RestTls.KEY_STORE);
        properties.put("listeners.https.ssl.truststore.type", "PKCS12");
        properties.put("listeners.https.ssl.truststore.location", DIRECTORY + "/" + RestTls.TRUST_STORE);
        return properties;
    }

    /** The kubelet has no certificate, so behind TLS the loopback is asked. */
    public static int probedPort(ClusterPlan plan) {
        return plan.rest().stage() == TlsMigrationStage.SECURED ? WorkerPodNames.LOOPBACK_PORT : ClusterPlan.REST_PORT;
    }

    /** Which certificates a pod was started for; empty if for none. */
    public static Optional<String> revisionOf(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(WorkerPodNames.REST_TLS));
    }
}
