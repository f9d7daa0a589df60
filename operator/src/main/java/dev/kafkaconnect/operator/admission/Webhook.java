package dev.kafkaconnect.operator.admission;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The webhook of one replica: its port, and what makes the API server use it. Made by the process, if the settings name one. */
public final class Webhook implements AutoCloseable {
    private static final int DEFAULT_PORT = 8443;

    private final AdmissionServer server;
    private final WebhookRegistration registration;

    /**
     * From the environment of the operator.
     *
     * @param configuration WEBHOOK_CONFIGURATION: name of the ValidatingWebhookConfiguration; without it there is no webhook
     * @param namespace POD_NAMESPACE: where its Secret is
     * @param port WEBHOOK_PORT: 8443 when absent
     */
    public record Settings(String configuration, String namespace, int port) {
        public static Optional<Settings> from(Map<String, String> environment) {
            String configuration =
                    environment.getOrDefault("WEBHOOK_CONFIGURATION", "").strip();
            String namespace = environment.getOrDefault("POD_NAMESPACE", "").strip();
            String port = environment.getOrDefault("WEBHOOK_PORT", "").strip();
            if (configuration.isEmpty()) {
                return Optional.empty();
            }
            if (namespace.isEmpty()) {
                throw new IllegalArgumentException("WEBHOOK_CONFIGURATION is set, and POD_NAMESPACE is not");
            }
            try {
                return Optional.of(
                        new Settings(configuration, namespace, port.isEmpty() ? DEFAULT_PORT : Integer.parseInt(port)));
            } catch (NumberFormatException wrong) {
                throw new IllegalArgumentException(
                        "WEBHOOK_PORT must be a whole number, not \"%s\"".formatted(port), wrong);
            }
        }
    }

    private Webhook(AdmissionServer server, WebhookRegistration registration) {
        this.server = server;
        this.registration = registration;
    }

    /** @param scope what this operator looks after */
    public static Webhook start(
            Settings settings, KubernetesClient client, Judge.Scope scope, Judge.Opinions opinions, Clock clock) {
        WebhookIdentity identity = new WebhookIdentity();
        AdmissionServer server = new AdmissionServer(
                settings.port(), identity, new Judge(scope, client.getKubernetesSerialization(), opinions));
        WebhookRegistration registration = new WebhookRegistration(
                client,
                new WebhookRegistration.Target(settings.namespace(), settings.configuration()),
                identity,
                clock);
        registration.start();
        return new Webhook(server, registration);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        registration.close();
        server.close();
    }
}
