package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.kafkaconnect.operator.tls.Certificated;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients against a server that wants to see a certificate. */
class ConnectClientsTest {
    private final ConnectClients clients = new ConnectClients();
    private final RestTls cluster = Certificated.fresh("localhost");
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private HttpsServer server = server(cluster);

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestWithTheRightCertificateIsAnswered() throws ConnectFault {
        assertThat(client(cluster.operator(), cluster.trusted()).worker().version())
                .isEqualTo("4.3.1");
    }

    @Test
    void manyRequestsShareOneHandshake() throws ConnectFault {
        ConnectApi api = client(cluster.operator(), cluster.trusted());

        for (int request = 0; request < 20; request++) {
            api.worker();
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void aServerOfAnotherAuthorityIsNotBelieved() {
        RestTls foreign = Certificated.fresh("localhost");

        assertThatThrownBy(() -> client(cluster.operator(), foreign.trusted()).worker())
                .isInstanceOf(ConnectFault.Unreachable.class)
                .hasMessageContaining("do not trust each other's certificates");
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused() {
        RestTls foreign = Certificated.fresh("localhost");

        assertThatThrownBy(() -> client(foreign.operator(), cluster.trusted()).worker())
                .isInstanceOf(ConnectFault.Unreachable.class);
    }

    @Test
    void aServerUnderAnotherNameIsNotBelieved() {
        server.stop(0);
        RestTls elsewhere = Certificated.fresh("payments-rest.team.svc");
        server = server(elsewhere);

        assertThatThrownBy(
                        () -> client(elsewhere.operator(), elsewhere.trusted()).worker())
                .isInstanceOf(ConnectFault.Unreachable.class)
                .hasMessageContaining("do not trust each other's certificates");
    }

    @Test
    void aClientThatIsClosedAsksNoMore() throws ConnectFault {
        ConnectApi api = client(cluster.operator(), cluster.trusted());
        api.worker();

        api.close();

        assertThatThrownBy(api::worker).isInstanceOf(ConnectFault.Unreachable.class);
    }

    private ConnectApi client(TlsIdentity operator, List<X509Certificate> trusted) {
        return clients.open(new RestEndpoint(
                "https://localhost:" + server.getAddress().getPort(),
                new RestEndpoint.Tls(operator.chain(), operator.key(), trusted)));
    }

    private HttpsServer server(RestTls tls) {
        SSLContext context = TlsContext.of(
                new RestEndpoint.Tls(tls.workers().chain(), tls.workers().key(), tls.trusted()));
        try {
            HttpsServer started = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = context.getDefaultSSLParameters();
                    wanted.setNeedClientAuth(true);
                    parameters.setSSLParameters(wanted);
                }
            });
            started.createContext("/", exchange -> {
                connections.add(exchange.getRemoteAddress());
                byte[] body =
                        "{\"version\": \"4.3.1\", \"kafka_cluster_id\": \"kafka\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
