package dev.kafkaconnect.operator.cluster.settings;

/** Names in the pods of workers that are written when a pod is made and looked for when it runs. */
public final class WorkerPodNames {
    /** Of the container in which Kafka Connect runs. */
    public static final String CONTAINER = "worker";

    /** Annotation that holds the worker's properties. */
    public static final String PROPERTIES = "kafkaconnect.dev/worker.properties";

    /** Annotation that names the revision of the certificates that a pod was started with. Without it a pod has none. */
    public static final String REST_TLS = "kafkaconnect.dev/rest-tls";

    /** Annotation of pods that serve plain HTTP until all workers have certificates. */
    public static final String REST_TLS_PREPARED = "kafkaconnect.dev/rest-tls-prepared";

    /** On the pod's own loopback only, for the probes: workers answer nothing else there. */
    public static final int LOOPBACK_PORT = 8084;

    private WorkerPodNames() {}
}
