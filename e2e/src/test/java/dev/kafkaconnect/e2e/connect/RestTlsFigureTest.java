package dev.kafkaconnect.e2e.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.workers.SecuredCluster;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What TLS adds to looking at the workers: a client that stays connected does not pay for a handshake each time. */
@Tag("connect")
@Tag("figure")
@Tag("last")
class RestTlsFigureTest {
    private static final int TICKS = 200;
    private static final int HANDSHAKES = 20;
    private static final double LIMIT = 0.5;

    @RegisterExtension
    static final SecuredCluster CLUSTER = new SecuredCluster("measured");

    @Test
    void a_client_that_stays_connected_asks_sooner_than_a_new_one() throws ConnectFault {
        ConnectApi connected = client();
        millisOfAQuestion(connected);

        double again = millisOfAQuestion(connected);
        long start = System.nanoTime();
        for (int question = 0; question < HANDSHAKES; question++) {
            ConnectApi newcomer = client();
            assertThat(newcomer.connectors()).isEmpty();
            newcomer.close();
        }
        double first = millisSince(start) / HANDSHAKES;

        Figures.add(Figure.times("a question to workers over TLS, connected beside a new client", again / first)
                .atMost(LIMIT)
                .beside("%.2f ms, %.1f ms with the handshake", again, first));
    }

    private static ConnectApi client() {
        return CLUSTER.client(CLUSTER.certificates(), 0);
    }

    private static double millisOfAQuestion(ConnectApi api) throws ConnectFault {
        long start = System.nanoTime();
        for (int question = 0; question < TICKS; question++) {
            assertThat(api.connectors()).isEmpty();
        }
        return millisSince(start) / TICKS;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
