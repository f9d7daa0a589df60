package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.rest.RestEndpoints;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The session with the workers of each cluster, which always knows the latest: where they answer, with which certificates, who
 * of them lives and how Kafka is reached. Used by the pass over a cluster.
 */
public final class WorkerSessions {
    private final ClusterSessions sessions;
    private final ClusterPods pods;
    private final Clock clock;
    private final Map<ClusterId, RestCertificates.State> rests = new ConcurrentHashMap<>();
    private final Map<ClusterId, KafkaAccess> access = new ConcurrentHashMap<>();

    public WorkerSessions(ClusterSessions sessions, ClusterPods pods, Clock clock) {
        this.sessions = sessions;
        this.pods = pods;
        this.clock = clock;
    }

    public ClusterSession open(ClusterId id, ClusterPlan plan, RestCertificates.State rest) {
        access.put(id, plan.kafkaAccess());
        rests.put(id, rest);
        return session(id, plan, rest);
    }

    /**
     * The same while something speaks against the spec: how Kafka is reached was perhaps known better before, and the topics that
     * it names may be those of another cluster.
     */
    public ClusterSession keep(ClusterId id, ClusterPlan plan, RestCertificates.State rest) {
        access.putIfAbsent(id, plan.kafkaAccess().unverified());
        rests.put(id, rest);
        return session(id, plan, rest);
    }

    private ClusterSession session(ClusterId id, ClusterPlan plan, RestCertificates.State rest) {
        return sessions.open(
                id,
                RestEndpoints.of(plan, rest.tls(), pods.of(plan)),
                new FoundInPods(id, plan, rest),
                () -> access.getOrDefault(id, plan.kafkaAccess()));
    }

    /** @param rest what is known of the certificates before the next pass tells more */
    private final class FoundInPods implements Workers {
        private final ClusterId id;
        private final ClusterPlan plan;
        private final RestCertificates.State rest;

        FoundInPods(ClusterId id, ClusterPlan plan, RestCertificates.State rest) {
            this.id = id;
            this.plan = plan;
            this.rest = rest;
        }

        @Override
        public Set<String> living() {
            return pods.living(plan);
        }

        @Override
        public Set<String> unready() {
            return pods.unready(plan);
        }

        @Override
        public Map<String, RestEndpoint> endpoints() {
            return RestEndpoints.ofEach(plan, rests.getOrDefault(id, rest).tls(), pods.of(plan));
        }

        @Override
        public Duration taskGrace() {
            return plan.taskGrace();
        }

        @Override
        public Set<String> leaving() {
            return pods.leaving(plan, clock.instant());
        }
    }

    public boolean isOpen(ClusterId id, ClusterSession session) {
        return sessions.find(id).filter(session::equals).isPresent();
    }

    public boolean isOpen(ClusterId id) {
        return sessions.find(id).isPresent();
    }

    /** What was seen last, without asking anybody. */
    public ClusterView view(ClusterId id) {
        return sessions.find(id).map(session -> session.observer().view()).orElseGet(ClusterView.NotYet::new);
    }

    /** Before anything is asked of Kafka, which may be long in answering: who lives is known without it. */
    public void workersMayHaveChanged(ClusterId id) {
        sessions.find(id).ifPresent(ClusterSession::workersMayHaveChanged);
    }

    public void forget(ClusterId id) {
        access.remove(id);
        rests.remove(id);
    }
}
