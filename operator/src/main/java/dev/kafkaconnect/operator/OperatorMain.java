package dev.kafkaconnect.operator;

import dev.kafkaconnect.operator.admission.Judge;
import dev.kafkaconnect.operator.admission.Webhook;
import dev.kafkaconnect.operator.metrics.MetricsAccess;
import dev.kafkaconnect.operator.metrics.MetricsServer;
import dev.kafkaconnect.operator.metrics.ReviewedCallers;
import dev.kafkaconnect.operator.requests.BoundedHttpClientFactory;
import dev.kafkaconnect.operator.runtime.HealthServer;
import dev.kafkaconnect.operator.runtime.IdleHeap;
import dev.kafkaconnect.operator.runtime.SteadyClock;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: settings from the environment, probes, and an orderly stop on SIGTERM. */
public final class OperatorMain {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    /** Of sysexits.h: the command was used wrongly. */
    private static final int EXIT_USAGE = 64;

    private OperatorMain() {}

    public static void main(String[] arguments) {
        Settings settings;
        MetricsAccess access;
        Optional<Webhook.Settings> webhookSettings;
        try {
            settings = Settings.from(System.getenv());
            access = MetricsAccess.from(System.getenv());
            webhookSettings = Webhook.Settings.from(System.getenv());
        } catch (IllegalArgumentException wrong) {
            LOG.error("{}", wrong.getMessage());
            System.exit(EXIT_USAGE);
            return;
        }
        allowTokenEndpoints(System.getenv("OAUTH_TOKEN_ENDPOINTS"));
        // Beside what is checked for each ConnectCluster.
        System.setProperty(
                "org.apache.kafka.allowed.login.modules",
                settings.loginClasses().allowedModules());
        boundServers();
        KubernetesClient client = BoundedHttpClientFactory.below(new ConfigBuilder())
                .withKubernetesSerialization(LenientSerialization.create())
                .build();
        Clock clock = new SteadyClock(Clock.systemUTC());
        ConnectOperator operator = new ConnectOperator(settings, client, ConnectOperator.Surroundings.real(clock));
        HealthServer health =
                new HealthServer(settings.healthPort(), () -> operator.runtime().isStarted(), operator::isAlive);
        MetricsServer metrics;
        try {
            metrics = settings.metricsPort() == 0
                    ? null
                    : new MetricsServer(
                            settings.metricsPort(),
                            operator.metrics()::write,
                            access,
                            new ReviewedCallers(client, Clock.systemUTC()));
        } catch (IllegalArgumentException wrong) {
            LOG.error("{}", wrong.getMessage());
            System.exit(EXIT_USAGE);
            return;
        }
        IdleHeap heap = IdleHeap.watched();
        AtomicReference<@Nullable Webhook> webhook = new AtomicReference<>();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    LOG.info("Stopping");
                    Webhook running = webhook.get();
                    if (running != null) {
                        running.close();
                    }
                    heap.close();
                    operator.close();
                    health.close();
                    if (metrics != null) {
                        metrics.close();
                    }
                    client.close();
                    LOG.info("Stopped");
                }));
        operator.start();
        webhookSettings.ifPresent(wanted -> webhook.set(Webhook.start(
                wanted,
                client,
                new Judge.Scope(settings.namespaces(), settings.selector()),
                operator.opinions(),
                clock)));
        LOG.info("Started");
    }

    /** Whoever connects to a port of the operator and sends nothing is cut off. */
    private static void boundServers() {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
    }

    /**
     * Kafka clients ask for tokens only where this property lets them: whoever writes a ConnectCluster must not make the
     * operator send requests to any address.
     *
     * @param urls separated by commas, null for none
     */
    private static void allowTokenEndpoints(@Nullable String urls) {
        if (urls != null && !urls.isBlank()) {
            System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", urls);
        }
    }
}
