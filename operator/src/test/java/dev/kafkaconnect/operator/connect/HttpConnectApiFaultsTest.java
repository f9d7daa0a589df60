package dev.kafkaconnect.operator.connect;

import static dev.kafkaconnect.operator.connect.ApiCall.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault.AlreadyExists;
import dev.kafkaconnect.operator.connect.ConnectFault.Broken;
import dev.kafkaconnect.operator.connect.ConnectFault.Busy;
import dev.kafkaconnect.operator.connect.ConnectFault.Crashed;
import dev.kafkaconnect.operator.connect.ConnectFault.NotFound;
import dev.kafkaconnect.operator.connect.ConnectFault.Rejected;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpConnectApiFaultsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Timeouts AMPLE = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "409, Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)",
        "409, Cannot complete request because of a conflicting operation (e.g. worker rebalance)",
        "500, Request cannot be completed because a rebalance is expected",
        "500, IO Error trying to forward REST request: java.net.ConnectException: Connection refused",
        "500, Request timed out"
    })
    void whatPassesByItselfIsBusy(int status, String message) {
        ConnectFault fault =
                fault(FakeRestApi.error(status, message), api -> api.putConfig("orders", ConnectorConfig.of(Map.of())));

        assertThat(fault).isInstanceOf(Busy.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"version\": \"4.3.1\"}"})
    void aWorkerThatDoesNotSayWhatItIsIsBroken(String answer) {
        ConnectFault fault = fault(FakeRestApi.json(200, answer), ConnectApi::worker);

        assertThat(fault).isInstanceOf(Broken.class);
    }

    @Test
    void aNameThatIsTakenAlreadyExists() {
        ConnectFault fault = fault(
                FakeRestApi.error(409, "Connector orders already exists"),
                api -> api.create("orders", ConnectorConfig.of(Map.of()), InitialState.RUNNING));

        assertThat(fault).isInstanceOf(AlreadyExists.class).hasMessage("Connector orders already exists");
    }

    @Test
    void aRebalanceAtACreationIsBusy() {
        ConnectFault fault = fault(
                FakeRestApi.error(409, "Cannot complete request because of a conflicting operation"),
                api -> api.create("orders", ConnectorConfig.of(Map.of()), InitialState.RUNNING));

        assertThat(fault).isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422})
    void whatTheWorkersRefuseIsRejectedInTheirWords(int status) {
        ConnectFault fault = fault(
                FakeRestApi.error(status, "Missing required configuration topic"),
                api -> api.putConfig("orders", ConnectorConfig.of(Map.of())));

        assertThat(fault).isInstanceOf(Rejected.class).hasMessage("Missing required configuration topic");
    }

    @Test
    void anErrorInTheWordsOfConnectIsACrash() {
        ConnectFault fault = fault(FakeRestApi.error(500, "Out of luck"), ConnectApi::connectors);

        assertThat(fault).isInstanceOf(Crashed.class).hasMessage("Out of luck");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 401, 302})
    void anyOtherAnswerIsBroken(int status) {
        ConnectFault fault = fault(FakeRestApi.error(status, "Out of luck"), ConnectApi::connectors);

        assertThat(fault).isInstanceOf(Broken.class).hasMessage("Out of luck");
    }

    @Test
    void aConnectorThatIsUnknownIsNotFound() {
        ConnectFault fault = fault(FakeRestApi.error(404, "Connector orders not found"), api -> api.pause("orders"));

        assertThat(fault).isInstanceOf(NotFound.class).hasMessage("Connector orders not found");
    }

    @Test
    void aConnectorThatIsUnknownHasNoStatus() throws ConnectFault {
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.error(404, "Connector orders not found"))) {
            ConnectApi api = new HttpConnectApi(HTTP, workers.url(), AMPLE);

            assertThat(api.status("orders")).isNull();
        }
    }
}
