package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.connect.ConnectFault.Unreachable;
import dev.kafkaconnect.operator.connect.FakeRestApi.Manners;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class HttpConnectApiSilenceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration AMPLE = Duration.ofSeconds(20);

    static Stream<Named<Manners>> silent() {
        return Stream.of(
                Named.of("hang", FakeRestApi.hang()),
                Named.of("hang after half a body", FakeRestApi.hangAfterHalfABody()));
    }

    static Stream<Named<Manners>> broken() {
        return Stream.of(
                Named.of("close after half a body", FakeRestApi.closeAfterHalfABody()),
                Named.of("close at once", FakeRestApi.closeAtOnce()),
                Named.of("reset", FakeRestApi.reset()));
    }

    @ParameterizedTest
    @MethodSource("silent")
    void aReadEndsInTime(Manners manners) {
        try (FakeRestApi workers = new FakeRestApi(manners)) {
            ConnectApi api = new HttpConnectApi(HTTP, workers.url(), new Timeouts(SHORT, AMPLE));

            assertThatExceptionOfType(Unreachable.class)
                    .isThrownBy(api::connectors)
                    .withMessageContaining("did not answer");
        }
    }

    @ParameterizedTest
    @MethodSource("silent")
    void aWriteEndsInTime(Manners manners) {
        try (FakeRestApi workers = new FakeRestApi(manners)) {
            ConnectApi api = new HttpConnectApi(HTTP, workers.url(), new Timeouts(AMPLE, SHORT));

            assertThatExceptionOfType(Unreachable.class)
                    .isThrownBy(() -> api.putConfig("orders", ConnectorConfig.of(Map.of())))
                    .withMessageContaining("did not answer");
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aConnectionThatBreaksIsNoAnswer(Manners manners) {
        try (FakeRestApi workers = new FakeRestApi(manners)) {
            ConnectApi api = new HttpConnectApi(HTTP, workers.url(), new Timeouts(AMPLE, AMPLE));

            assertThatExceptionOfType(Unreachable.class)
                    .isThrownBy(() -> api.putConfig("orders", ConnectorConfig.of(Map.of())))
                    .withMessageContaining("broke");
        }
    }

    @Test
    void aRefusedConnectionIsSaidToBeRefusedAndWhere() throws IOException {
        try (Socket boundWithoutListening = new Socket()) {
            boundWithoutListening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + boundWithoutListening.getLocalPort();
            ConnectApi api = new HttpConnectApi(HTTP, url, new Timeouts(AMPLE, AMPLE));

            assertThatExceptionOfType(Unreachable.class)
                    .isThrownBy(api::connectors)
                    .withMessageContaining("refuse")
                    .withMessageContaining(url);
        }
    }
}
