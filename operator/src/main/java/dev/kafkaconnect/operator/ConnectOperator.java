package dev.kafkaconnect.operator;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.admission.Judge;
import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.cluster.ClusterModule;
import dev.kafkaconnect.operator.cluster.ConnectClusterReconciler;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectClients;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.connector.ConnectorModule;
import dev.kafkaconnect.operator.connector.check.ConnectorPreview;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.topics.InternalTopicService;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.ledger.KubernetesLedger;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.metrics.OperatorMetrics;
import dev.kafkaconnect.operator.metrics.SeenCluster;
import dev.kafkaconnect.operator.metrics.SeenConnector;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.references.KubernetesReferences;
import dev.kafkaconnect.operator.requests.JitteredRetry;
import dev.kafkaconnect.operator.runtime.Leadership;
import dev.kafkaconnect.operator.values.KubeletSyncTrigger;
import dev.kafkaconnect.operator.values.KubernetesSecretWrites;
import dev.kafkaconnect.operator.values.ValueDistribution;
import dev.kafkaconnect.operator.values.ValuesStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator, wired together: what {@link OperatorMain} runs in a pod and what tests run in their own process. */
public final class ConnectOperator implements AutoCloseable {

    /** Shorter than the grace period of the pod: a pass that is under way may finish. */
    private static final Duration FINISH_PASSES = Duration.ofSeconds(20);

    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(8);
    private static final Backoff FAILED_PASSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final ClusterSessions sessions;
    private final OperatorMetrics metrics;
    private final Controllers controllers;
    private final KubernetesReferences references;
    private final Events events;
    private final Operator operator;
    private final KubernetesClient client;
    private final @Nullable Leadership leadership;

    private record Controllers(
            RegisteredController<ConnectCluster> clusters,
            RegisteredController<Connector> connectors,
            Previews previews) {}

    /** What may be said of a resource before it is stored. */
    private record Previews(ClusterModule clusters, ConnectorPreview connectors) {}

    /**
     * What the operator talks to apart from Kubernetes.
     *
     * @param topics keeper of internal topics
     * @param kafka makes what asks the Kafka of a cluster about topics
     * @param connect makes a client of the workers' REST API
     * @param intervals how often it polls the workers
     */
    public record Surroundings(
            InternalTopicService topics,
            Function<Supplier<KafkaAccess>, KafkaTopics> kafka,
            Function<RestEndpoint, ConnectApi> connect,
            ClusterObserver.PollIntervals intervals,
            Clock clock) {

        public static Surroundings real(Clock clock) {
            return new Surroundings(
                    new InternalTopics(KAFKA_TIMEOUT),
                    access -> new AdminTopics(access, KAFKA_TIMEOUT),
                    new ConnectClients()::open,
                    ClusterObserver.PollIntervals.DEFAULT,
                    clock);
        }
    }

    public ConnectOperator(Settings settings, KubernetesClient client, Surroundings surroundings) {
        this.client = client;
        Leadership.Place lease = lease(settings);
        this.leadership = lease == null ? null : new Leadership(lease, settings.podName());
        this.sessions = new ClusterSessions(
                surroundings.connect(), surroundings.kafka(), surroundings.intervals(), surroundings.clock());
        this.references = new KubernetesReferences(client, settings.namespaces());
        this.metrics = new OperatorMetrics(
                this::leads, new OperatorMetrics.Resources(this::seenConnectors, this::seenClusters));
        sessions.addListener(metrics.observation());
        this.events = new Events(client, settings.podName(), surroundings.clock());
        this.operator = new Operator(this::configure);
        this.controllers = register(settings, surroundings);
    }

    private void configure(ConfigurationServiceOverrider configuration) {
        configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withExecutorService(Executors.newVirtualThreadPerTaskExecutor())
                .withReconciliationTerminationTimeout(FINISH_PASSES)
                .withMetrics(metrics.framework())
                .withUseSSAToPatchPrimaryResource(true);
        if (leadership != null) {
            configuration.withLeaderElectionConfiguration(leadership.configuration());
        }
    }

    private static Leadership.@Nullable Place lease(Settings settings) {
        return settings.ownNamespace() == null ? null : new Leadership.Place(settings.ownNamespace(), settings.lease());
    }

    private Controllers register(Settings settings, Surroundings surroundings) {
        Clock clock = surroundings.clock();
        ConnectorIndex index = new ConnectorIndex();
        Ownership ownership = new Ownership(
                index,
                // Those of other operators are never known, and what they describe is not to be deleted.
                () -> settings.namespaces().isEmpty()
                        && settings.selector().isEverything()
                        && runtime().isStarted(),
                () -> runtime().isStarted(),
                settings.selector());
        Ledger ledger = new KubernetesLedger(client, references, Labels::ofPods);
        ValuesStore store = new ValuesStore(references, Labels::ofPods, new KubernetesSecretWrites(client));
        ClusterModule clusters = new ClusterModule(
                new ClusterPlanner(
                        settings.workerImage(),
                        Optional.ofNullable(settings.pluginDelivery())
                                .orElseGet(() -> PluginDelivery.on(client.getKubernetesVersion())),
                        settings.ownNamespace(),
                        settings.loginClasses()),
                new ClusterModule.Stored(
                        references, store, ledger, new KubeletSyncTrigger(client, Labels::ofPods, clock)::syncTrigger),
                new ClusterModule.Observed(sessions, surroundings.topics(), ownership),
                new ClusterModule.Share(
                        settings.selector(), settings.rollingAtOnce(), Objects.toString(lease(settings), null)),
                clock);
        RegisteredController<ConnectCluster> ofClusters = operator.register(
                clusters.reconciler(events, settings.deletionDeadline()),
                controller -> common(controller, settings, ConnectClusterReconciler.RESYNC));
        ConnectorModule connectors = new ConnectorModule(
                new ConnectorModule.Kubernetes(client, references, ledger, events, settings.readsNamespaces()),
                new ConnectorModule.Values(
                        store,
                        ValueDistribution.of(
                                store, new KubeletSyncTrigger(client, Labels::ofPods, clock)::syncTrigger, clock)),
                ownership,
                new RedactedSessions(sessions),
                settings.deletionDeadline(),
                clock);
        RegisteredController<Connector> ofConnectors = operator.register(connectors.reconciler(), controller -> {
            common(controller, settings, ConnectorModule.RESYNC);
            ConnectorModule.configure(controller);
        });
        return new Controllers(ofClusters, ofConnectors, new Previews(clusters, connectors.preview()));
    }

    private static void common(ControllerConfigurationOverrider<?> controller, Settings settings, Duration resync) {
        controller.withRetry(new JitteredRetry(FAILED_PASSES)).withReconciliationMaxInterval(resync);
        if (!settings.namespaces().isEmpty()) {
            controller.settingNamespaces(settings.namespaces());
        }
        if (!settings.selector().isEverything()) {
            controller.withLabelSelector(settings.selector().toString());
        }
    }

    public RuntimeInfo runtime() {
        return operator.getRuntimeInfo();
    }

    /** Of resources that somebody is about to write, for the webhook. */
    public Judge.Opinions opinions() {
        return new StoredLater(
                controllers.previews().connectors(),
                controllers.previews().clusters()::problem,
                id -> ((Controller<ConnectCluster>) controllers.clusters())
                        .getEventSourceManager()
                        .getControllerEventSource()
                        .get(new ResourceID(id.name(), id.namespace())),
                () -> runtime().isStarted() && leads());
    }

    public OperatorMetrics metrics() {
        return metrics;
    }

    /** Whether the informers still watch and the observers make progress. */
    public boolean isAlive() {
        return runtime().allEventSourcesAreHealthy() && sessions.areObserved();
    }

    private boolean leads() {
        return leadership == null || leadership.isLeading();
    }

    private Stream<SeenConnector> seenConnectors() {
        return cached(controllers.connectors())
                .map(connector -> SeenConnector.of(
                        connector,
                        ConnectorParser.clusterOf(connector),
                        ConnectorParser.connectName(connector),
                        view(ConnectorParser.clusterOf(connector))));
    }

    private Stream<SeenCluster> seenClusters() {
        return cached(controllers.clusters()).map(cluster -> {
            ClusterId id = new ClusterId(
                    cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
            return SeenCluster.of(cluster, view(id), sessions.endpoint(id));
        });
    }

    private @Nullable ClusterView view(ClusterId cluster) {
        return sessions.find(cluster).map(session -> session.observer().view()).orElse(null);
    }

    private static <R extends HasMetadata> Stream<R> cached(RegisteredController<R> controller) {
        return ((Controller<R>) controller)
                .getEventSourceManager()
                .getControllerEventSource()
                .list(any -> true);
    }

    /** Returns when the caches are filled, on the leader and on the other replicas alike. */
    public void start() {
        references.start();
        operator.start();
    }

    /** Lets the passes that are under way finish, then gives the lease back. Leaves the client open. */
    @Override
    public void close() {
        if (leadership != null) {
            leadership.announceStop();
        }
        operator.stop();
        events.close();
        references.close();
        sessions.close();
        if (leadership != null) {
            leadership.release(client);
        }
    }
}
