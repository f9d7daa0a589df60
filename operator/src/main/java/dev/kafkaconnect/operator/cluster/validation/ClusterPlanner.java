package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Connectors;
import dev.kafkaconnect.api.connectclusterspec.Storage;
import dev.kafkaconnect.api.connectclusterspec.Topics;
import dev.kafkaconnect.operator.cluster.plan.ChangePolicy;
import dev.kafkaconnect.operator.cluster.plan.ClusterIdentity;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.plan.GroupPlan;
import dev.kafkaconnect.operator.cluster.plan.KafkaPlan;
import dev.kafkaconnect.operator.cluster.plan.Replicas;
import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.cluster.plan.RestPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerIdentity;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode.Standalone;
import dev.kafkaconnect.operator.cluster.plan.WorkerOptions;
import dev.kafkaconnect.operator.cluster.plan.WorkersPlan;
import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.cluster.plugins.WorkerPlugins;
import dev.kafkaconnect.operator.cluster.resources.ConfigProviders;
import dev.kafkaconnect.operator.cluster.resources.WorkerContainer;
import dev.kafkaconnect.operator.cluster.resources.WorkerPodTemplate;
import dev.kafkaconnect.operator.cluster.resources.WorkerProperties;
import dev.kafkaconnect.operator.cluster.settings.HostNames;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.settings.RolloutSettings;
import dev.kafkaconnect.operator.cluster.settings.ServerDefaults;
import dev.kafkaconnect.operator.cluster.settings.TopicsManagement;
import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.text.Scalars;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a ConnectCluster into a {@link ClusterPlan}, or says what is wrong with it. Pure. */
public final class ClusterPlanner {
    private static final String DISTRIBUTED = "Distributed";
    private static final String STANDALONE = "Standalone";

    static final int DEFAULT_REPLICAS = 3;
    static final int DEFAULT_REPLICATION_FACTOR = 3;
    static final int CONFIG_PARTITIONS = 1;
    static final int DEFAULT_OFFSETS_PARTITIONS = 25;
    static final int DEFAULT_STATUS_PARTITIONS = 5;

    private static final int LONGEST_TOPIC_NAME = 249;
    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]+");

    private final String defaultImage;
    private final PluginDelivery distribution;
    private final @Nullable String operatorNamespace;
    private final LoginClasses loginClasses;

    /**
     * @param defaultImage worker image of clusters that name none
     * @param distribution how plug-ins get to the workers on this Kubernetes
     * @param operatorNamespace where the operator's own pods are, null when it runs elsewhere
     * @param loginClasses what the operator may load for clients of its own
     */
    public ClusterPlanner(
            String defaultImage,
            PluginDelivery distribution,
            @Nullable String operatorNamespace,
            LoginClasses loginClasses) {
        this.defaultImage = defaultImage;
        this.distribution = distribution;
        this.operatorNamespace = operatorNamespace;
        this.loginClasses = loginClasses;
    }

    /** Without the Secrets that the spec refers to, which are read by what it says. */
    public ClusterPlan plan(ConnectCluster cluster) throws InvalidSpec {
        ConnectClusterSpec spec = cluster.getSpec();
        String namespace = cluster.getMetadata().getNamespace();
        String name = cluster.getMetadata().getName();
        String groupId = or(spec.getGroupId(), namespace + "." + name);
        String mode = or(spec.getMode(), DISTRIBUTED);
        boolean standalone = STANDALONE.equals(mode);
        List<TopicSpec> topics = standalone ? List.of() : topics(Optional.ofNullable(spec.getTopics()), groupId);
        Optional<Storage> storage = Optional.ofNullable(spec.getStorage());

        List<String> problems = new ArrayList<>();
        Scalars config = Scalars.of(spec.getConfig());
        config.problems().forEach(problem -> problems.add("spec." + problem));
        config.values().keySet().stream()
                .filter(WorkerProperties::isReserved)
                .forEach(key -> problems.add(
                        "spec.config key \"%s\" cannot be set there: the operator sets it".formatted(key)));
        problems.addAll(ConfigProviders.problems(config.values()));
        if (new HashSet<>(topics.stream().map(TopicSpec::name).toList()).size() < topics.size()) {
            problems.add("spec.topics: the config, offsets and status topics must have three different names");
        }
        topics.stream()
                .map(TopicSpec::name)
                .filter(topic -> !isTopicName(topic))
                .findFirst()
                .ifPresent(topic -> problems.add(
                        "spec.groupId makes the topic name \"%s\", which Kafka refuses: use letters, digits, '.', '_' and '-' only and 241 characters at most, or name the topics under spec.topics"
                                .formatted(topic)));
        if (groupId.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            problems.add("spec.groupId contains spaces or control characters: use a name without them");
        }
        String management =
                Optional.ofNullable(spec.getTopics()).map(Topics::getManagement).orElse(TopicsManagement.Create.name());
        unknown("spec.topics.management", management, TopicsManagement.names()).ifPresent(problems::add);
        String exactlyOnce = or(spec.getExactlyOnceSource(), ExactlyOncePhase.Disabled.name());
        unknown(
                        "spec.exactlyOnceSource",
                        exactlyOnce,
                        Set.of(ExactlyOncePhase.Disabled.name(), ExactlyOncePhase.Enabled.name()))
                .ifPresent(problems::add);
        unknown("spec.mode", mode, Set.of(DISTRIBUTED, STANDALONE)).ifPresent(problems::add);
        unknown(
                        "spec.storage.reclaimPolicy",
                        Standalone.reclaimPolicy(storage),
                        Set.of(Standalone.RETAIN, Standalone.DELETE))
                .ifPresent(problems::add);
        KafkaSecurity security = KafkaSecurityPlanner.plan(spec.getKafka(), loginClasses, problems::add);
        RestPlan rest = RestPlan.of(spec, operatorNamespace);
        unknown("spec.rest.tls.mode", rest.mode(), Set.of(RestPlan.MANAGED, RestPlan.SECRET, RestPlan.DISABLED))
                .ifPresent(problems::add);
        problems.addAll(rest.problems(name));
        problems.addAll(WorkerPlugins.problems(spec.getPlugins()));
        if (!standalone) {
            HostNames.problem(namespace, name, replicas(spec, false)).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new InvalidSpec(problems);
        }
        int replicas = replicas(spec, standalone);
        ClusterPlan plan = new ClusterPlan(
                new ClusterIdentity(
                        namespace,
                        name,
                        ownerReference(cluster),
                        WorkerIdentity.fresh(
                                namespace, name, cluster.getMetadata().getUid())),
                new KafkaPlan(spec.getKafka().getBootstrapServers(), security, ResolvedSecrets.NONE),
                new GroupPlan(groupId, topics, TopicsManagement.valueOf(management)),
                new WorkersPlan(
                        standalone
                                ? Standalone.of(storage)
                                : new WorkerMode.Distributed(ExactlyOncePhase.wanted(exactlyOnce)),
                        WorkerImage.of(spec.getImage(), defaultImage),
                        new Replicas(replicas, replicas),
                        config.values(),
                        ServerDefaults.resources(or(spec.getResources(), WorkerContainer.DEFAULT_RESOURCES)),
                        WorkerOptions.of(spec, distribution)),
                new ChangePolicy(RolloutSettings.of(spec.getRollout()), deletesUnmanaged(cluster)),
                rest);
        List<String> refused =
                new ArrayList<>(PodSettingsCheck.problems(plan.options().pod(), WorkerPodTemplate.own(plan)));
        plan.grace().problem(plan.options().pod().graceSeconds()).ifPresent(refused::add);
        if (!refused.isEmpty()) {
            throw new InvalidSpec(refused);
        }
        return plan;
    }

    /** The API server fills in the default of the other mode. */
    private static int replicas(ConnectClusterSpec spec, boolean standalone) {
        int replicas = or(spec.getReplicas(), DEFAULT_REPLICAS);
        return standalone ? Math.min(replicas, 1) : replicas;
    }

    private static boolean isTopicName(String name) {
        return name.length() <= LONGEST_TOPIC_NAME && TOPIC_NAME.matcher(name).matches();
    }

    private static Optional<String> unknown(String field, String value, Set<String> known) {
        return known.contains(value)
                ? Optional.empty()
                : Optional.of("%s is %s, which this version of the operator does not support; it supports %s"
                        .formatted(field, value, String.join(", ", new TreeSet<>(known))));
    }

    private static List<TopicSpec> topics(Optional<Topics> topics, String groupId) {
        var config = topics.map(Topics::getConfig);
        var offsets = topics.map(Topics::getOffsets);
        var status = topics.map(Topics::getStatus);
        return List.of(
                new TopicSpec(
                        "config",
                        config.map(topic -> topic.getName()).orElse(groupId + "-configs"),
                        CONFIG_PARTITIONS,
                        config.map(topic -> topic.getReplicationFactor()).orElse(DEFAULT_REPLICATION_FACTOR)),
                new TopicSpec(
                        "offsets",
                        offsets.map(topic -> topic.getName()).orElse(groupId + "-offsets"),
                        offsets.map(topic -> topic.getPartitions()).orElse(DEFAULT_OFFSETS_PARTITIONS),
                        offsets.map(topic -> topic.getReplicationFactor()).orElse(DEFAULT_REPLICATION_FACTOR)),
                new TopicSpec(
                        "status",
                        status.map(topic -> topic.getName()).orElse(groupId + "-status"),
                        status.map(topic -> topic.getPartitions()).orElse(DEFAULT_STATUS_PARTITIONS),
                        status.map(topic -> topic.getReplicationFactor()).orElse(DEFAULT_REPLICATION_FACTOR)));
    }

    private static boolean deletesUnmanaged(ConnectCluster cluster) {
        Connectors connectors = cluster.getSpec().getConnectors();
        return connectors != null && connectors.getUnmanaged() == Connectors.Unmanaged.Delete;
    }

    private static OwnerReference ownerReference(ConnectCluster cluster) {
        return new OwnerReferenceBuilder()
                .withApiVersion(cluster.getApiVersion())
                .withKind(cluster.getKind())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
