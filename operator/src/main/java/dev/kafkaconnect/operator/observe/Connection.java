package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client of one cluster's workers, exchanged for another when its endpoint changes: a session outlives certificates. Used
 * by {@link ClusterSessions}; only the reconcile of the ConnectCluster points it anywhere.
 */
final class Connection implements AutoCloseable {
    private final Function<RestEndpoint, ConnectApi> connect;
    private final AtomicReference<@Nullable Client> current = new AtomicReference<>();

    private record Client(RestEndpoint endpoint, ConnectApi api) {}

    Connection(Function<RestEndpoint, ConnectApi> connect) {
        this.connect = connect;
    }

    /** @return whether that made a difference */
    boolean pointTo(RestEndpoint endpoint) {
        Client before = current.get();
        if (before != null && before.endpoint().equals(endpoint)) {
            return false;
        }
        current.set(new Client(endpoint, connect.apply(endpoint)));
        if (before != null) {
            before.api().close();
        }
        return true;
    }

    ConnectApi api() {
        Client client = current.get();
        if (client == null) {
            throw new IllegalStateException("the connection has no address yet");
        }
        return client.api();
    }

    Optional<RestEndpoint> endpoint() {
        return Optional.ofNullable(current.get()).map(Client::endpoint);
    }

    @Override
    public void close() {
        Client client = current.get();
        if (client != null) {
            client.api().close();
        }
    }
}
