package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.connect.wrapped.LeaderFirstConnectApi;
import dev.kafkaconnect.operator.connect.wrapped.TimedConnectApi;
import dev.kafkaconnect.operator.connect.wrapped.WatchedConnectApi;
import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.polling.KnownConfigs;
import dev.kafkaconnect.operator.observe.polling.StatusSourceSelector;
import dev.kafkaconnect.operator.observe.polling.WakingConfigs;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.Liveness;
import dev.kafkaconnect.operator.observe.view.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of all clusters. Opened by the reconcile of a ConnectCluster, closed when it is deleted, used by the
 * reconciles of its Connectors: the only thing that the two share.
 */
public final class ClusterSessions implements AutoCloseable {
    private final Map<ClusterId, Open> sessions = new ConcurrentHashMap<>();
    private final Map<ClusterId, Instant> awaited = new ConcurrentHashMap<>();
    private final List<ObservationListener> listeners = new CopyOnWriteArrayList<>();
    private final Function<RestEndpoint, ConnectApi> connect;
    private final Function<Supplier<KafkaAccess>, KafkaTopics> kafka;
    private final PollIntervals intervals;
    private final Clock clock;

    /**
     * @param connect makes the client for an endpoint
     * @param kafka makes what asks the Kafka of a cluster
     */
    public ClusterSessions(
            Function<RestEndpoint, ConnectApi> connect,
            Function<Supplier<KafkaAccess>, KafkaTopics> kafka,
            PollIntervals intervals,
            Clock clock) {
        this.connect = connect;
        this.kafka = kafka;
        this.intervals = intervals;
        this.clock = clock;
    }

    public void addListener(ObservationListener listener) {
        listeners.add(listener);
    }

    public Optional<ClusterSession> find(ClusterId id) {
        return Optional.ofNullable(sessions.get(id)).map(Open::session);
    }

    /** Where the workers are asked, and with which certificate. */
    public Optional<RestEndpoint> endpoint(ClusterId id) {
        return Optional.ofNullable(sessions.get(id))
                .flatMap(open -> open.connection().endpoint());
    }

    /** Whether the observers of all clusters make progress. */
    public boolean areObserved() {
        return sessions.values().stream()
                .noneMatch(open -> open.session().observer().standsStill());
    }

    /** Since when a caller has waited for the first poll of the workers, now included. */
    public Instant awaitedSince(ClusterId id) {
        return awaited.computeIfAbsent(id, first -> clock.instant());
    }

    /**
     * The session of the cluster, opened on the first call; later calls point it to another endpoint if need be.
     *
     * @param endpoint where any of its workers answers
     * @param access how its Kafka is reached now
     */
    public ClusterSession open(ClusterId id, RestEndpoint endpoint, Workers workers, Supplier<KafkaAccess> access) {
        Open open = sessions.computeIfAbsent(id, absent -> {
            KnownConfigs configs = new KnownConfigs(clock);
            Function<RestEndpoint, ConnectApi> timed = at -> new WatchedConnectApi(
                    new TimedConnectApi(
                            connect.apply(at), (took, fault) -> new Broadcast().requestEnded(id, took, fault)),
                    configs);
            WorkerConnections single = new WorkerConnections(timed, workers::endpoints);
            Supplier<Map<String, ConnectApi>> ready = () -> only(workers.ready(), single.all());
            Connection connection = new Connection(at -> new LeaderFirstConnectApi(timed.apply(at), ready, clock));
            connection.pointTo(endpoint);
            StatusSourceSelector statusSource = new StatusSourceSelector(id, connection::api, ready, clock);
            ClusterObserver observer = new ClusterObserver(
                    id, statusSource, configs, () -> Liveness.of(workers), new Broadcast(), intervals, clock);
            observer.start();
            KafkaTopics client = kafka.apply(access);
            KafkaObserver topics = new KafkaObserver(id, client, new Broadcast(), intervals.kafka(), clock);
            StatusTopicIndex topicIndex = new StatusTopicIndex(observer::onRecords, clock);
            client.follow(topicIndex, new WakingConfigs(configs, observer::onRecords));
            WorkerShutdownTracker shutdowns = new WorkerShutdownTracker(
                    workers, topics::group, names -> new Broadcast().connectorsChanged(id, names), clock);
            return new Open(
                    connection,
                    single,
                    new ClusterSession(
                            new WorkerClients(connection::api, ready, single::all, workers::taskGrace),
                            observer,
                            new KafkaSession(topics, access, topicIndex),
                            new ConnectWriteGate(shutdowns, clock),
                            new Checks(),
                            new StandaloneStartSet()));
        });
        open.workers().endOthers();
        if (open.connection().pointTo(endpoint)) {
            open.session().observer().pollNow();
        }
        return open.session();
    }

    public void close(ClusterId id) {
        awaited.remove(id);
        Open open = sessions.remove(id);
        if (open != null) {
            open.session().observer().stop();
            open.session().changes().close();
            open.session().kafka().close();
            open.connection().close();
            open.workers().close();
            listeners.forEach(listener -> listener.closed(id));
        }
    }

    /** To be called when a Connector begins or ceases to describe a connector: the set of unmanaged connectors has changed. */
    public void ownershipChanged(ClusterId id) {
        listeners.forEach(listener -> listener.ownershipChanged(id));
    }

    @Override
    public void close() {
        new ArrayList<>(sessions.keySet()).forEach(this::close);
    }

    private static Map<String, ConnectApi> only(Set<String> workers, Map<String, ConnectApi> clients) {
        Map<String, ConnectApi> chosen = new TreeMap<>(clients);
        chosen.keySet().retainAll(workers);
        return chosen;
    }

    private record Open(Connection connection, WorkerConnections workers, ClusterSession session) {}

    private final class Broadcast implements ObservationListener {
        @Override
        public void connectorsChanged(ClusterId cluster, Set<String> names) {
            listeners.forEach(listener -> listener.connectorsChanged(cluster, names));
        }

        @Override
        public void reachabilityChanged(ClusterId cluster) {
            awaited.remove(cluster);
            listeners.forEach(listener -> listener.reachabilityChanged(cluster));
        }

        @Override
        public void ownershipChanged(ClusterId cluster) {
            ClusterSessions.this.ownershipChanged(cluster);
        }

        @Override
        public void polled(ClusterId cluster, Duration took) {
            tellOfOpen(cluster, listener -> listener.polled(cluster, took));
        }

        @Override
        public void requestEnded(ClusterId cluster, Duration took, @Nullable ConnectFault fault) {
            tellOfOpen(cluster, listener -> listener.requestEnded(cluster, took, fault));
        }

        /** Nobody is told of what ends after its session: the last that is heard of a session is that it was closed. */
        private void tellOfOpen(ClusterId cluster, Consumer<ObservationListener> event) {
            sessions.computeIfPresent(cluster, (id, open) -> {
                listeners.forEach(event);
                return open;
            });
        }
    }
}
