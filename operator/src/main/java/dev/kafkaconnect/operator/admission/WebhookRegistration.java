package dev.kafkaconnect.operator.admission;

import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.WebhookTls;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the API server finds the webhook and believes it: keeps its certificate in a Secret that all replicas share, and writes
 * the authority and the path into the configuration that the installation made. Every replica does so, and the first one wins. Made by the
 * operator's wiring.
 */
public final class WebhookRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);

    /** While the configuration is missing, or another replica was quicker. */
    private static final long SOON_SECONDS = 3;

    /** Somebody may have applied the configuration anew, without what belongs to the operator. */
    private static final long LATER_SECONDS = 30;

    private final KubernetesClient client;
    private final Target target;
    private final WebhookIdentity identity;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("webhook").unstarted(task));

    /**
     * @param namespace of the operator, where the Secret is
     * @param configuration name of the ValidatingWebhookConfiguration
     */
    public record Target(String namespace, String configuration) {
        String secret() {
            return configuration + "-webhook-tls";
        }
    }

    public WebhookRegistration(KubernetesClient client, Target target, WebhookIdentity identity, Clock clock) {
        this.client = client;
        this.target = target;
        this.identity = identity;
        this.clock = clock;
    }

    public void start() {
        timer.execute(this::look);
    }

    private void look() {
        long again = SOON_SECONDS;
        try {
            again = register() ? LATER_SECONDS : SOON_SECONDS;
        } catch (KubernetesClientException failed) {
            LOG.warn("The webhook {} is not registered: {}", target.configuration(), failed.getMessage());
            again = LATER_SECONDS;
        } catch (RuntimeException failed) {
            LOG.warn("The webhook {} is not registered", target.configuration(), failed);
            again = LATER_SECONDS;
        } finally {
            if (!timer.isShutdown()) {
                timer.schedule(this::look, again, TimeUnit.SECONDS);
            }
        }
    }

    private boolean register() {
        ValidatingWebhookConfiguration registered = client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(target.configuration())
                .get();
        if (registered == null) {
            LOG.debug("There is no ValidatingWebhookConfiguration {}", target.configuration());
            return false;
        }
        Optional<WebhookTls> tls = certificate(hosts(registered));
        tls.ifPresent(current -> {
            identity.set(current);
            patch(registered, current);
        });
        return tls.isPresent();
    }

    private static Set<String> hosts(ValidatingWebhookConfiguration registered) {
        return services(registered)
                .map(service -> "%s.%s.svc".formatted(service.getName(), service.getNamespace()))
                .collect(Collectors.toSet());
    }

    private static Stream<ServiceReference> services(ValidatingWebhookConfiguration registered) {
        return registered.getWebhooks().stream()
                .map(ValidatingWebhook::getClientConfig)
                .map(WebhookClientConfig::getService)
                .filter(Objects::nonNull);
    }

    /** Empty when another replica was quicker: the next look finds what it wrote. */
    private Optional<WebhookTls> certificate(Set<String> hosts) {
        Secret secret = client.secrets()
                .inNamespace(target.namespace())
                .withName(target.secret())
                .get();
        WebhookTls before = secret == null || secret.getData() == null ? null : read(secret);
        WebhookTls next = WebhookTls.next(
                before,
                new CertificateAuthority.Owner(target.namespace(), target.configuration()),
                hosts,
                clock.instant());
        return next.equals(before) || write(secret, next) ? Optional.of(next) : Optional.empty();
    }

    private static @Nullable WebhookTls read(Secret secret) {
        return WebhookTls.read(secret.getData().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> Base64.getDecoder().decode(entry.getValue()))))
                .orElse(null);
    }

    private boolean write(@Nullable Secret before, WebhookTls next) {
        Map<String, String> data = new LinkedHashMap<>();
        next.data().forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(target.secret())
                .withNamespace(target.namespace())
                .addToLabels("app.kubernetes.io/name", "kafka-connect-operator")
                .withResourceVersion(
                        before == null ? null : before.getMetadata().getResourceVersion())
                .endMetadata()
                .withType("Opaque")
                .withData(data)
                .build();
        try {
            if (before == null) {
                client.resource(secret).create();
            } else {
                client.resource(secret).update();
            }
            return true;
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw failed;
        }
    }

    /** Only these two fields: the rules of the webhook are the business of who installs it. */
    private void patch(ValidatingWebhookConfiguration registered, WebhookTls tls) {
        String bundle = Base64.getEncoder().encodeToString(tls.authorities());
        String path = "/" + tls.token();
        List<String> operations = new ArrayList<>();
        for (int number = 0; number < registered.getWebhooks().size(); number++) {
            WebhookClientConfig there = registered.getWebhooks().get(number).getClientConfig();
            if (there.getService() == null
                    || bundle.equals(there.getCaBundle())
                            && path.equals(there.getService().getPath())) {
                continue;
            }
            String of = "/webhooks/%d/clientConfig".formatted(number);
            operations.add("{\"op\":\"add\",\"path\":\"%s/caBundle\",\"value\":\"%s\"}".formatted(of, bundle));
            operations.add("{\"op\":\"add\",\"path\":\"%s/service/path\",\"value\":\"%s\"}".formatted(of, path));
        }
        if (!operations.isEmpty()) {
            String version = "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"%s\"}"
                    .formatted(registered.getMetadata().getResourceVersion());
            client.resource(registered)
                    .patch(PatchContext.of(PatchType.JSON), "[%s,%s]".formatted(version, String.join(",", operations)));
            LOG.info("Registered the webhook {}", target.configuration());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
