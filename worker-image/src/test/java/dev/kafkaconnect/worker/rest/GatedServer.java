package dev.kafkaconnect.worker.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.rest.RestServer;
import org.apache.kafka.connect.runtime.rest.RestServerConfig;
import org.glassfish.jersey.server.ResourceConfig;

/** Kafka's REST server with the filter, as a worker has it, without a worker. */
final class GatedServer extends RestServer {
    private final int plain;
    private final int secured;
    private final ClientAccess access;

    private GatedServer(Stores stores, int plain, int secured, ClientAccess access) {
        super(RestServerConfig.forPublic(null, properties(stores, plain, secured)));
        this.plain = plain;
        this.secured = secured;
        this.access = access;
    }

    static GatedServer start(Stores stores, ClientAccess access) throws IOException {
        GatedServer server = new GatedServer(stores, freePort(), freePort(), access);
        server.initializeServer();
        server.initializeResources();
        return server;
    }

    private static Map<String, String> properties(Stores stores, int plain, int secured) {
        String tls = "listeners.https.ssl.";
        return Map.of(
                "listeners",
                "https://localhost:%d,http://127.0.0.1:%d".formatted(secured, plain),
                tls + "client.auth",
                "required",
                tls + "keystore.type",
                "PKCS12",
                tls + "keystore.location",
                stores.clusterFile().toString(),
                tls + "keystore.password",
                Stores.PASSWORD,
                tls + "key.password",
                Stores.PASSWORD,
                tls + "truststore.type",
                "PKCS12",
                tls + "truststore.location",
                stores.trustFile().toString(),
                tls + "truststore.password",
                Stores.PASSWORD);
    }

    String plain() {
        return "http://127.0.0.1:%d/".formatted(plain);
    }

    String secured() {
        return "https://localhost:%d/".formatted(secured);
    }

    /** These two stand for all. */
    @Path("/")
    public static final class RestResources {

        @GET
        @Path("health")
        public String health() {
            return "healthy";
        }

        @GET
        @Path("connectors")
        public String connectors() {
            return "everything";
        }

        @POST
        @Path("connectors")
        public String create() {
            return "created";
        }

        @GET
        @Path("secrets-of-an-extension")
        public String further() {
            return "leaked";
        }
    }

    @Override
    protected Collection<Class<?>> regularResources() {
        return List.of(RestResources.class);
    }

    @Override
    protected Collection<Class<?>> adminResources() {
        return List.of();
    }

    @Override
    protected void configureRegularResources(ResourceConfig resources) {
        resources.register(new RequestFilter(access), Integer.MIN_VALUE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
