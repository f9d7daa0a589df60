package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.rest.RestEndpoints;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The session with the workers of a cluster, which always knows the latest: where they answer, with which certificates, which of
 * them are ready and how Kafka is reached. Used by the pass over the cluster.
 */
public final class WorkerSessions {
    private final ClusterId id;
    private final ClusterSessions sessions;
    private final ClusterPods pods;
    private final Clock clock;
    private final AtomicReference<WorkersInPods.@Nullable Known> latest = new AtomicReference<>();
    private final AtomicReference<@Nullable KafkaAccess> access = new AtomicReference<>();

    public WorkerSessions(ClusterId id, ClusterSessions sessions, ClusterPods pods, Clock clock) {
        this.id = id;
        this.sessions = sessions;
        this.pods = pods;
        this.clock = clock;
    }

    public ClusterSession open(ClusterPlan plan, RestCertificates.State rest) {
        access.set(plan.kafkaAccess());
        return session(plan, rest);
    }

    /**
     * The same while something speaks against the spec: how Kafka is reached was perhaps known better before, and the topics that
     * it names may be those of another cluster.
     */
    public ClusterSession keep(ClusterPlan plan, RestCertificates.State rest) {
        access.compareAndSet(null, plan.kafkaAccess().unverified());
        return session(plan, rest);
    }

    private ClusterSession session(ClusterPlan plan, RestCertificates.State rest) {
        latest.set(new WorkersInPods.Known(plan, rest));
        return sessions.open(
                id,
                RestEndpoints.of(plan, rest.tls(), pods.of(plan)),
                new WorkersInPods(() -> Objects.requireNonNull(latest.get()), pods, clock),
                () -> Objects.requireNonNull(access.get()));
    }

    public boolean isOpen(ClusterSession session) {
        return sessions.find(id).filter(session::equals).isPresent();
    }

    public boolean isOpen() {
        return sessions.find(id).isPresent();
    }

    /** What was seen last, without asking anybody. */
    public ClusterView view() {
        return sessions.find(id).map(session -> session.observer().view()).orElseGet(ClusterView.NotYet::new);
    }

    /** Before anything is asked of Kafka, which may be long in answering: who lives is known without it. */
    public void workersMayHaveChanged() {
        sessions.find(id).ifPresent(ClusterSession::workersMayHaveChanged);
    }

    /** Ends the session, if there is one. */
    public void close() {
        sessions.close(id);
    }
}
