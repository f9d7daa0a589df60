package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.kafka.KafkaAccess;
import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver.Pace;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The sessions of all clusters. Opened by the reconcile of a ConnectCluster, closed when it is deleted, used by the
 * reconciles of its Connectors: the only thing that the two share.
 */
public final class ClusterSessions implements AutoCloseable {
    private final Map<ClusterId, ClusterSession> sessions = new ConcurrentHashMap<>();
    private final List<ObservationListener> listeners = new CopyOnWriteArrayList<>();
    private final Function<String, ConnectApi> connect;
    private final Function<Supplier<KafkaAccess>, KafkaTopics> kafka;
    private final Pace pace;
    private final Clock clock;

    /**
     * @param connect makes the client for a base URL
     * @param kafka makes what asks the Kafka of a cluster
     */
    public ClusterSessions(
            Function<String, ConnectApi> connect,
            Function<Supplier<KafkaAccess>, KafkaTopics> kafka,
            Pace pace,
            Clock clock) {
        this.connect = connect;
        this.kafka = kafka;
        this.pace = pace;
        this.clock = clock;
    }

    public void addListener(ObservationListener listener) {
        listeners.add(listener);
    }

    public Optional<ClusterSession> find(ClusterId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /**
     * The session of the cluster, opened on the first call; later calls ignore the other arguments.
     *
     * @param access how its Kafka is reached now
     */
    public ClusterSession open(
            ClusterId id, String restUrl, Supplier<Set<String>> livingWorkers, Supplier<KafkaAccess> access) {
        return sessions.computeIfAbsent(id, absent -> {
            ConnectApi api = connect.apply(restUrl);
            ClusterObserver observer = new ClusterObserver(id, api, livingWorkers, new Broadcast(), pace, clock);
            observer.start();
            String scheme = URI.create(restUrl).getScheme() + "://";
            KafkaObserver topics = new KafkaObserver(id, kafka.apply(access), new Broadcast(), pace.kafka(), clock);
            return new ClusterSession(
                    api,
                    () -> livingWorkers.get().stream()
                            .collect(Collectors.toMap(worker -> worker, worker -> connect.apply(scheme + worker))),
                    observer,
                    topics,
                    new Semaphore(ClusterSession.CONCURRENT_WRITES),
                    new StartList());
        });
    }

    public void close(ClusterId id) {
        ClusterSession session = sessions.remove(id);
        if (session != null) {
            session.observer().stop();
            session.kafka().close();
        }
    }

    /** To be called when a Connector begins or ceases to describe a connector: who is unmanaged has changed. */
    public void ownershipChanged(ClusterId id) {
        listeners.forEach(listener -> listener.ownershipChanged(id));
    }

    @Override
    public void close() {
        new ArrayList<>(sessions.keySet()).forEach(this::close);
    }

    private final class Broadcast implements ObservationListener {
        @Override
        public void connectorsChanged(ClusterId cluster, Set<String> names) {
            listeners.forEach(listener -> listener.connectorsChanged(cluster, names));
        }

        @Override
        public void reachabilityChanged(ClusterId cluster) {
            listeners.forEach(listener -> listener.reachabilityChanged(cluster));
        }

        @Override
        public void ownershipChanged(ClusterId cluster) {
            ClusterSessions.this.ownershipChanged(cluster);
        }
    }
}
