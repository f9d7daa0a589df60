package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.KafkaAccess;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.ClusterView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The session with the workers of each cluster, which always knows the latest: where they answer, with which certificates, who
 * of them lives and how Kafka is reached. Used by the pass over a cluster.
 */
final class WorkerSessions {
    private final ClusterSessions sessions;
    private final ClusterPods pods;
    private final Map<ClusterId, RestCertificates.State> rests = new ConcurrentHashMap<>();
    private final Map<ClusterId, KafkaAccess> access = new ConcurrentHashMap<>();

    WorkerSessions(ClusterSessions sessions, ClusterPods pods) {
        this.sessions = sessions;
        this.pods = pods;
    }

    ClusterSession open(ClusterId id, ClusterPlan plan, RestCertificates.State rest) {
        access.put(id, plan.kafkaAccess());
        rests.put(id, rest);
        return sessions.open(
                id,
                RestEndpoints.of(plan, rest.tls(), pods.of(plan)),
                () -> pods.living(plan),
                () -> RestEndpoints.ofEach(plan, rests.getOrDefault(id, rest).tls(), pods.of(plan)),
                () -> access.getOrDefault(id, plan.kafkaAccess()));
    }

    /** What was seen last, without asking anybody. */
    ClusterView view(ClusterId id) {
        return sessions.find(id).map(session -> session.observer().view()).orElseGet(ClusterView.NotYet::new);
    }

    void forget(ClusterId id) {
        access.remove(id);
        rests.remove(id);
    }
}
