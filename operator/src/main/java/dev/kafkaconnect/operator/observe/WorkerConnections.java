package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Clients of single workers, for what has to be asked of each. A client is kept for as long as its worker lives and is asked
 * in the same way. Used by connector reconciles, by several at once, through their {@link ClusterSession}.
 */
final class WorkerConnections implements AutoCloseable {
    private final Function<RestEndpoint, ConnectApi> connect;
    private final Supplier<Map<String, RestEndpoint>> endpoints;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    /** @param living workers by their id in Connect */
    WorkerConnections(Function<RestEndpoint, ConnectApi> connect, Supplier<Map<String, RestEndpoint>> endpoints) {
        this.connect = connect;
        this.endpoints = endpoints;
    }

    /** Request one for each piece of work; never keep it. */
    Map<String, ConnectApi> all() {
        Map<String, RestEndpoint> now = endpoints.get();
        keep(now);
        Map<String, ConnectApi> clients = new TreeMap<>();
        now.forEach((worker, endpoint) -> clients.put(
                worker,
                connections
                        .compute(
                                worker,
                                (name, known) -> pointed(known == null ? new Connection(connect) : known, endpoint))
                        .api()));
        return clients;
    }

    /** Ends those to workers that live no more: one that stops waits for them. */
    void endOthers() {
        keep(endpoints.get());
    }

    private void keep(Map<String, RestEndpoint> now) {
        connections.keySet().stream().filter(worker -> !now.containsKey(worker)).forEach(this::close);
    }

    private static Connection pointed(Connection connection, RestEndpoint endpoint) {
        connection.pointTo(endpoint);
        return connection;
    }

    private void close(String worker) {
        Connection connection = connections.remove(worker);
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void close() {
        connections.keySet().forEach(this::close);
    }
}
