package dev.kafkaconnect.operator.training;

import dev.kafkaconnect.operator.OperatorMain;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;

/**
 * Runs the operator against servers of this process until it has reported on a ConnectCluster and a Connector, and ends it in good
 * order: that is when Java writes its class archive. Called by {@code operator/aot/train} with the host names of the API server and
 * of the workers, which must be addresses of this machine alone. Needs no Kubernetes, Kafka or network.
 */
public final class TrainingMain {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TrainingMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String api = arguments[0];
        String workers = arguments[1];
        TrainingCertificate certificate = TrainingCertificate.of(api);
        TrainingWorkers.start(workers);
        TrainingApiServer server = TrainingApiServer.start(api, certificate.context());
        TrainingResources.all().forEach(server::store);
        System.setProperty("kubernetes.master", server.url());
        System.setProperty("kubernetes.certs.ca.data", Base64.getEncoder().encodeToString(certificate.authority()));
        System.setProperty("kubernetes.auth.token", "training");
        boolean reported = false;
        try {
            OperatorMain.main(new String[0]);
            reported = server.awaitReports(LIMIT);
        } finally {
            System.err.println(reported ? "training: done" : "training: not everything was reported within " + LIMIT);
            // Servers and informers would keep the process alive.
            System.exit(reported ? 0 : 1);
        }
    }
}
