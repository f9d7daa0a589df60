package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.kafkaconnect.operator.connect.ConnectFault.Unreachable;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpConnectApiIsolationTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration AMPLE = Duration.ofSeconds(20);

    @Test
    void oneRequestThatHangsHoldsUpNoOther() {
        try (FakeRestApi hanging = new FakeRestApi(FakeRestApi.hang());
                FakeRestApi answering = new FakeRestApi(FakeRestApi.json(200, "{}"))) {
            ConnectApi stuck = new HttpConnectApi(HTTP, hanging.url(), new Timeouts(AMPLE, AMPLE));
            ConnectApi quick = new HttpConnectApi(HTTP, answering.url(), new Timeouts(AMPLE, AMPLE));
            Thread waiting = Thread.ofVirtual().start(() -> unreachable(stuck));
            Awaitility.await().until(() -> !hanging.requests().isEmpty());

            assertThatNoException().isThrownBy(quick::connectors);
            assertThat(waiting.isAlive()).isTrue();
        }
    }

    @Test
    void anInterruptEndsARequestAndIsPassedOn() {
        try (FakeRestApi hanging = new FakeRestApi(FakeRestApi.hang())) {
            ConnectApi api = new HttpConnectApi(HTTP, hanging.url(), new Timeouts(AMPLE, AMPLE));
            AtomicBoolean passedOn = new AtomicBoolean();
            Thread waiting = Thread.ofVirtual().start(() -> {
                unreachable(api);
                passedOn.set(Thread.currentThread().isInterrupted());
            });
            Awaitility.await().until(() -> !hanging.requests().isEmpty());

            waiting.interrupt();

            Awaitility.await().untilTrue(passedOn);
        }
    }

    @Test
    void aConnectionThatHungIsGivenUp() {
        try (FakeRestApi hanging = new FakeRestApi(FakeRestApi.hang())) {
            ConnectApi api = new HttpConnectApi(HTTP, hanging.url(), new Timeouts(SHORT, SHORT));

            unreachable(api);

            Awaitility.await().until(hanging::allClientsAreGone);
        }
    }

    private static void unreachable(ConnectApi api) {
        assertThatExceptionOfType(Unreachable.class).isThrownBy(api::connectors);
    }
}
