package dev.kafkaconnect.worker.rest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Keeps from the REST API of a worker who has no business there. Whoever reaches it can read every configuration and run any
 * connector, so two ways in are closed: the listener without TLS, which is there for the probes but open to every connector and sidecar
 * in the pod, and certificates that a shared authority has given to others.
 *
 * <p>Among the {@link RestExtensions} where the properties of a worker name {@link #CLIENT_HOST}. No other property switches it off.
 */
public final class RestGate implements ConnectRestExtension {

    /** A host name that the certificate of a client must be valid for. Without it everybody is answered. */
    static final String CLIENT_HOST = "rest.client.host";

    /** A file of further clients, see {@link ListedClients}. Without it there are none. */
    private static final String CLIENTS_FILE = "rest.clients.file";

    /** Priority among the filters of the REST server. */
    private static final int FIRST = Integer.MIN_VALUE;

    private String clientHost = "";
    private ListedClients listed = ListedClients.NONE;

    @Override
    public void configure(Map<String, ?> properties) {
        clientHost = String.valueOf(Objects.requireNonNull(properties.get(CLIENT_HOST)));
        Object file = properties.get(CLIENTS_FILE);
        listed = file == null ? ListedClients.NONE : ListedClients.in(Path.of(String.valueOf(file)));
    }

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new RequestFilter(new ClientAccess(clientHost, listed)), FIRST);
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void close() {}
}
