package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.KafkaAccess;
import dev.kafkaconnect.operator.kafka.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.WantedTopic;
import dev.kafkaconnect.operator.values.ValuesMount;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A ConnectCluster after validation: every default filled in, every value in the type it is used as. Whatever is built for
 * the cluster is built from this record; nobody looks at the raw spec again.
 *
 * @param groupId of no meaning to a standalone worker
 * @param secrets those that security refers to; empty until they were read
 * @param topics config, offsets and status, in that order; a standalone worker has none
 * @param deleteUnmanaged whether connectors that no Connector describes are deleted
 * @param options how the workers are run
 * @param workerConfig what the user set under spec.config, as text
 */
public record ClusterPlan(
        String namespace,
        String name,
        OwnerReference owner,
        String image,
        int replicas,
        String bootstrapServers,
        KafkaSecurity security,
        ResolvedSecrets secrets,
        String groupId,
        List<WantedTopic> topics,
        boolean createTopics,
        SortedMap<String, String> workerConfig,
        ResourceRequirements resources,
        boolean deleteUnmanaged,
        RolloutSettings rollout,
        WorkerOptions options,
        WorkerMode mode,
        RestPlan rest) {

    /** Port of the workers' REST API. */
    public static final int REST_PORT = 8083;

    /**
     * By which the operator knows its own workers in their group. Holds the identity of the very ConnectCluster, because
     * one of the same name in another Kubernetes would have the same group.
     */
    public String clientId() {
        return "%s.%s-%s".formatted(namespace, name, owner.getUid());
    }

    public String workers() {
        return workersOf(name);
    }

    static String workersOf(String cluster) {
        return cluster + "-worker";
    }

    /** Headless service that gives each worker its host name. */
    public String workersService() {
        return name + "-workers";
    }

    public String restService() {
        return name + "-rest";
    }

    /** Claim of the volume of a standalone worker. */
    public String offsetsClaim() {
        return name + "-offsets";
    }

    /** The connectors that a standalone worker starts with. */
    public String connectorFiles() {
        return name + "-connectors";
    }

    /** Secret that the values of connectors are mounted from. */
    public String valuesSecret() {
        return ValuesMount.secretOf(name);
    }

    /** Secret with the certificates of the REST API. */
    public String restSecret() {
        return RestPlan.secretOf(name);
    }

    public String restServiceHost() {
        return "%s.%s.svc".formatted(restService(), namespace);
    }

    public String restUrl() {
        return url(rest.stage() == RestStage.SECURED, restServiceHost());
    }

    static String url(boolean secured, String host) {
        return "%s://%s:%d".formatted(secured ? "https" : "http", host, REST_PORT);
    }

    /** The same with another REST API. */
    ClusterPlan with(RestPlan other) {
        return with(mode, other);
    }

    /** Host name under which a worker's pod is known to the others. */
    public String hostOf(String pod) {
        return "%s.%s.%s.svc".formatted(pod, workersService(), namespace);
    }

    /** What Kafka Connect calls the worker in its statuses. */
    public String workerIdOf(String pod) {
        return hostOf(pod) + ":" + REST_PORT;
    }

    /** The same workers, run otherwise. */
    ClusterPlan in(WorkerMode other) {
        return with(other, rest);
    }

    private ClusterPlan with(WorkerMode otherMode, RestPlan otherRest) {
        return new ClusterPlan(
                namespace,
                name,
                owner,
                image,
                replicas,
                bootstrapServers,
                security,
                secrets,
                groupId,
                topics,
                createTopics,
                workerConfig,
                resources,
                deleteUnmanaged,
                rollout,
                options,
                otherMode,
                otherRest);
    }

    /** How looking after connectors reaches Kafka. */
    public KafkaAccess kafkaAccess() {
        return new KafkaAccess(
                kafkaClient(),
                createTopics,
                topics.isEmpty() ? null : topics.getLast().name(),
                mode instanceof WorkerMode.Distributed ? groupId : null);
    }

    /** Properties with which the operator's own Kafka clients connect. What is secret in them has no text form. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client =
                new TreeMap<>(security.client(file -> secrets.text(file).orElse("")));
        client.put("bootstrap.servers", bootstrapServers);
        return client;
    }
}
