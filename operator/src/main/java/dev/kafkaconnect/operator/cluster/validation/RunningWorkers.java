package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.connectclusterspec.Kafka;
import dev.kafkaconnect.api.connectclusterspec.Rest;
import dev.kafkaconnect.api.connectclusterspec.Topics;
import dev.kafkaconnect.api.connectclusterspec.rest.Tls;
import dev.kafkaconnect.api.connectclusterspec.topics.Status;
import dev.kafkaconnect.operator.cluster.plan.RestPlan;
import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What workers run by although the spec of their ConnectCluster makes no sense, as their StatefulSet tells: enough to look at
 * them, not to change them. Called by {@code UnplannedWorkers}. Pure.
 */
public final class RunningWorkers {

    private RunningWorkers() {}

    /** The ConnectCluster with a spec that is theirs; empty when nothing can be told of them. */
    public static Optional<ConnectCluster> as(ClusterPlanner planner, ConnectCluster cluster, StatefulSet workers) {
        ObjectMeta template = workers.getSpec().getTemplate().getMetadata();
        Map<String, String> annotations = template.getAnnotations();
        String file = annotations == null ? null : annotations.get(WorkerPodNames.PROPERTIES);
        if (file == null) {
            return Optional.empty();
        }
        Properties properties = properties(file);
        ConnectClusterSpec spec = new ConnectClusterSpec();
        String group = properties.getProperty("group.id");
        spec.setMode(group == null ? "Standalone" : "Distributed");
        spec.setGroupId(group);
        spec.setTopics(topics(properties));
        spec.setReplicas(workers.getSpec().getReplicas());
        spec.setRest(rest(TlsMigrationStage.of(template)));
        spec.setKafka(kafka(properties, cluster.getSpec().getKafka()));
        ConnectCluster running = new ConnectCluster();
        running.setMetadata(cluster.getMetadata());
        running.setSpec(spec);
        if (!isSound(planner, running)) {
            spec.setKafka(kafka(properties, null));
        }
        return isSound(planner, running) ? Optional.of(running) : Optional.empty();
    }

    private static Properties properties(String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties;
    }

    /** @param security where it is described, as far as it makes sense */
    private static Kafka kafka(Properties properties, @Nullable Kafka security) {
        Kafka kafka = new Kafka();
        kafka.setBootstrapServers(properties.getProperty("bootstrap.servers", ""));
        if (security != null) {
            kafka.setTls(security.getTls());
            kafka.setAuthentication(security.getAuthentication());
        }
        return kafka;
    }

    private static Topics topics(Properties properties) {
        Topics topics = new Topics();
        Status status = new Status();
        status.setName(properties.getProperty("status.storage.topic"));
        topics.setStatus(status);
        return topics;
    }

    private static Rest rest(TlsMigrationStage stage) {
        Tls tls = new Tls();
        tls.setMode(stage == TlsMigrationStage.PLAIN ? RestPlan.DISABLED : RestPlan.MANAGED);
        Rest rest = new Rest();
        rest.setTls(tls);
        return rest;
    }

    private static boolean isSound(ClusterPlanner planner, ConnectCluster running) {
        try {
            planner.plan(running);
            return true;
        } catch (InvalidSpec invalid) {
            return false;
        }
    }
}
