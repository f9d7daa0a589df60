package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.BrokerAddresses;
import dev.kafkaconnect.operator.cluster.settings.GracePeriod;
import dev.kafkaconnect.operator.cluster.settings.RolloutSettings;
import dev.kafkaconnect.operator.cluster.settings.TopicsManagement;
import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.values.ValuesMount;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A ConnectCluster after validation: every default filled in, every value in the type it is used as. Whatever is built for
 * the cluster is built from this record; the raw spec is not read again.
 */
public record ClusterPlan(
        ClusterIdentity identity,
        KafkaPlan kafka,
        GroupPlan group,
        WorkersPlan workerSet,
        ChangePolicy policy,
        RestPlan rest) {

    /** Port of the workers' REST API. */
    public static final int REST_PORT = 8083;

    private static final String TASK_GRACE = "task.shutdown.graceful.timeout.ms";

    public String namespace() {
        return identity.namespace();
    }

    public String name() {
        return identity.name();
    }

    public OwnerReference owner() {
        return identity.owner();
    }

    public String clientId() {
        return identity.clientId();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public KafkaSecurity security() {
        return kafka.security();
    }

    public ResolvedSecrets secrets() {
        return kafka.secrets();
    }

    public String groupId() {
        return group.groupId();
    }

    public List<TopicSpec> topics() {
        return group.topics();
    }

    public TopicsManagement topicsManagement() {
        return group.topicsManagement();
    }

    public WorkerMode mode() {
        return workerSet.mode();
    }

    public WorkerImage workerImage() {
        return workerSet.image();
    }

    public int replicas() {
        return workerSet.replicas().wanted();
    }

    public int replicasWritten() {
        return workerSet.replicas().written();
    }

    public SortedMap<String, String> workerConfig() {
        return workerSet.config();
    }

    public ResourceRequirements resources() {
        return workerSet.resources();
    }

    public WorkerOptions options() {
        return workerSet.options();
    }

    public RolloutSettings rollout() {
        return policy.rollout();
    }

    public boolean deleteUnmanaged() {
        return policy.deleteUnmanaged();
    }

    public String workers() {
        return workersOf(name());
    }

    public static String workersOf(String cluster) {
        return cluster + "-worker";
    }

    /** Headless service that gives each worker its host name. */
    public String workersService() {
        return name() + "-workers";
    }

    public String restService() {
        return name() + "-rest";
    }

    /** Claim of the volume of a standalone worker. */
    public String offsetsClaim() {
        return name() + "-offsets";
    }

    /** The connectors that a standalone worker starts with. */
    public String connectorFiles() {
        return name() + "-connectors";
    }

    /** The Secret with the values of connectors that is there from the start. */
    public String valuesSecret() {
        return ValuesMount.secretOf(name());
    }

    /** All Secrets that the values of connectors may be in, that one first. */
    public List<String> valuesSecrets() {
        return ValuesMount.secretsOf(name());
    }

    /** Secret with the certificates of the REST API. */
    public String restSecret() {
        return RestPlan.secretOf(name());
    }

    public String restServiceHost() {
        return "%s.%s.svc".formatted(restService(), namespace());
    }

    public String restUrl() {
        return url(rest.stage() == TlsMigrationStage.SECURED, restServiceHost());
    }

    public static String url(boolean secured, String host) {
        return "%s://%s:%d".formatted(secured ? "https" : "http", host, REST_PORT);
    }

    public String image() {
        return workerImage().name();
    }

    /**
     * The same for workers that run already.
     *
     * @param image that they go on with
     * @param clientId by which they are known in their group
     * @param stage how far the REST API is between plain HTTP and TLS
     */
    public ClusterPlan continued(WorkerImage image, String clientId, TlsMigrationStage stage) {
        return new ClusterPlan(
                identity.withClientId(clientId),
                kafka,
                group,
                workerSet.withImage(image),
                policy,
                rest.withStage(stage));
    }

    /** The same with as many workers as the API server makes of the number that is written. */
    public ClusterPlan withReplicas(int other) {
        return withWorkers(workerSet.withReplicas(other));
    }

    private ClusterPlan withWorkers(WorkersPlan other) {
        return new ClusterPlan(identity, kafka, group, other, policy, rest);
    }

    /** The same with another REST API. */
    public ClusterPlan withRest(RestPlan other) {
        return new ClusterPlan(identity, kafka, group, workerSet, policy, other);
    }

    /** The same with the Secrets and ConfigMaps that it refers to, as they were read. */
    public ClusterPlan withSecrets(ResolvedSecrets read) {
        return new ClusterPlan(identity, kafka.withSecrets(read), group, workerSet, policy, rest);
    }

    /** The same workers, run otherwise. */
    public ClusterPlan withMode(WorkerMode other) {
        return withWorkers(workerSet.withMode(other));
    }

    /** Host name under which a worker's pod is known to the others. */
    public String hostOf(String pod) {
        return "%s.%s.%s.svc".formatted(pod, workersService(), namespace());
    }

    /** What Kafka Connect calls the worker in its statuses. */
    public String workerIdOf(String pod) {
        return hostOf(pod) + ":" + REST_PORT;
    }

    /** How long a worker waits for the end of a task. */
    public Duration taskGrace() {
        try {
            return Duration.ofMillis(Long.parseLong(workerConfig().getOrDefault(TASK_GRACE, "5000")));
        } catch (NumberFormatException refusedByTheWorkers) {
            return Duration.ofSeconds(5);
        }
    }

    /** How long its workers may take to end. */
    public GracePeriod grace() {
        return new GracePeriod(taskGrace());
    }

    /** How looking after connectors reaches Kafka. */
    public KafkaAccess kafkaAccess() {
        Optional<String> without = withoutKafkaClient();
        return without.isPresent()
                ? KafkaAccess.without(kafkaClient(), without.get())
                : new KafkaAccess(
                        kafkaClient(),
                        topicsManagement() == TopicsManagement.Create,
                        topics().isEmpty() ? null : topics().getFirst().name(),
                        topics().isEmpty() ? null : topics().getLast().name(),
                        mode() instanceof WorkerMode.Distributed ? groupId() : null);
    }

    /** The same as bootstrapServers, wherever it is looked up. */
    public String brokers() {
        return BrokerAddresses.from(bootstrapServers(), namespace());
    }

    /** Why the operator has no client for the Kafka of this cluster and asks it for nothing; empty if it has one. */
    public Optional<String> withoutKafkaClient() {
        return topicsManagement() == TopicsManagement.Ignore
                ? Optional.of("spec.topics.management is Ignore")
                : security().withoutClient(file -> secrets().text(file).orElse(""));
    }

    /** Properties with which the operator's own Kafka clients connect. What is secret in them has no text form. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client =
                new TreeMap<>(security().client(file -> secrets().text(file).orElse("")));
        client.put("bootstrap.servers", rest.operatorNamespace() == null ? bootstrapServers() : brokers());
        return client;
    }
}
