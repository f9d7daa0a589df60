package dev.kafkaconnect.operator.training;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * An API server and workers of this process, and resources for the operator, which is told by system properties where they are. Needs
 * no Kubernetes, Kafka or network. Called by {@code TrainingMain}.
 */
public final class Training {
    private final TrainingApiServer server;

    private Training(TrainingApiServer server) {
        this.server = server;
    }

    /**
     * @param api host name of the API server
     * @param workers address of the workers
     */
    public static Training begin(String api, String workers, Instant now) throws IOException {
        TrainingCertificate certificate = TrainingCertificate.of(api, now);
        TrainingWorkers.start(workers);
        TrainingApiServer server = TrainingApiServer.start(api, certificate.context());
        TrainingResources.all().forEach(server::store);
        System.setProperty("kubernetes.master", server.url());
        System.setProperty("kubernetes.certs.ca.data", Base64.getEncoder().encodeToString(certificate.authority()));
        System.setProperty("kubernetes.auth.token", "training");
        return new Training(server);
    }

    /** @return whether each resource had a status in time */
    public boolean awaitReports(Duration limit) throws InterruptedException {
        return server.awaitReports(limit);
    }
}
