package dev.kafkaconnect.operator.connect;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Makes the clients of real workers. Those with TLS have connections of their own, which end with the client; the others
 * share theirs. Connections are kept between requests, so that a tick of the observer needs no handshake.
 */
public final class ConnectClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient plain = builder().build();

    public ConnectApi open(RestEndpoint endpoint) {
        HttpConnectApi.Timeouts timeouts = HttpConnectApi.Timeouts.DEFAULT;
        RestEndpoint.Tls tls = endpoint.tls();
        return tls == null
                ? new HttpConnectApi(plain, endpoint.url(), timeouts)
                : HttpConnectApi.owning(builder().sslContext(TlsContext.of(tls)).build(), endpoint.url(), timeouts);
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor);
    }
}
