package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.operator.connect.FakeRestApi.Request;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class HttpConnectApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Timeouts AMPLE = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, "{}"));
    private final ConnectApi api = new HttpConnectApi(HTTP, workers.url(), AMPLE);

    static Stream<Arguments> changes() {
        return Stream.of(
                change("PUT /connectors/orders/pause", api -> api.pause("orders")),
                change("PUT /connectors/orders/resume", api -> api.resume("orders")),
                change("PUT /connectors/orders/stop", api -> api.stop("orders")),
                change(
                        "POST /connectors/orders/restart?includeTasks=true&onlyFailed=false",
                        api -> api.restart("orders", false)),
                change(
                        "POST /connectors/orders/restart?includeTasks=true&onlyFailed=true",
                        api -> api.restart("orders", true)),
                change("DELETE /connectors/orders/offsets", api -> api.deleteOffsets("orders")),
                change("DELETE /connectors/orders", api -> api.delete("orders")));
    }

    private static Arguments change(String line, ApiCall call) {
        return Arguments.of(line, call);
    }

    @AfterEach
    void stop() {
        workers.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void asksForAChangeWithoutABody(String line, ApiCall change) throws ConnectFault {
        change.on(api);

        assertThat(onlyRequest().method() + " " + onlyRequest().target()).isEqualTo(line);
        assertThat(onlyRequest().body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(InitialState.class)
    void createsAConnectorInAState(InitialState state) throws ConnectFault, JsonProcessingException {
        api.create("orders", ConnectorConfig.of(Map.of("topic", "lines")), state);

        assertThat(onlyRequest().method()).isEqualTo("POST");
        assertThat(onlyRequest().target()).isEqualTo("/connectors");
        assertThat(onlyRequest().contentType()).isEqualTo("application/json");
        assertThat(JSON.readTree(onlyRequest().body())).isEqualTo(JSON.readTree("""
                        {"name": "orders", "config": {"topic": "lines"}, "initial_state": "%s"}
                        """.formatted(state)));
    }

    @Test
    void replacesAConfigWithNothingAroundIt() throws ConnectFault, JsonProcessingException {
        api.putConfig("orders", ConnectorConfig.of(Map.of("topic", "grün", "tasks.max", "2")));

        assertThat(onlyRequest().method()).isEqualTo("PUT");
        assertThat(onlyRequest().target()).isEqualTo("/connectors/orders/config");
        assertThat(onlyRequest().contentType()).isEqualTo("application/json");
        assertThat(JSON.readTree(onlyRequest().body()))
                .isEqualTo(JSON.readTree("{\"topic\": \"grün\", \"tasks.max\": \"2\"}"));
    }

    @Test
    void setsOffsetsAndRemovesThoseThatAreNull() throws ConnectFault, JsonProcessingException {
        api.alterOffsets(
                "orders",
                List.of(
                        new ConnectorOffset(Map.of("file", "a.txt"), Map.of("position", 9007199254740993L)),
                        new ConnectorOffset(Map.of("file", "b.txt"), null)));

        assertThat(onlyRequest().method()).isEqualTo("PATCH");
        assertThat(onlyRequest().target()).isEqualTo("/connectors/orders/offsets");
        assertThat(onlyRequest().contentType()).isEqualTo("application/json");
        assertThat(JSON.readTree(onlyRequest().body())).isEqualTo(JSON.readTree("""
                        {"offsets": [
                          {"partition": {"file": "a.txt"}, "offset": {"position": 9007199254740993}},
                          {"partition": {"file": "b.txt"}, "offset": null}]}
                        """));
    }

    @Test
    void checksAConfigWithoutUsingIt() throws ConnectFault, JsonProcessingException {
        api.validate("org.example.Source", ConnectorConfig.of(Map.of("topic", "lines")));

        assertThat(onlyRequest().method()).isEqualTo("PUT");
        assertThat(onlyRequest().target()).isEqualTo("/connector-plugins/org.example.Source/config/validate");
        assertThat(onlyRequest().contentType()).isEqualTo("application/json");
        assertThat(JSON.readTree(onlyRequest().body())).isEqualTo(JSON.readTree("{\"topic\": \"lines\"}"));
    }

    @Test
    void asksForAllConnectorsAtOnce() throws ConnectFault {
        api.connectors();

        assertThat(onlyRequest().method()).isEqualTo("GET");
        assertThat(onlyRequest().target()).isEqualTo("/connectors?expand=status&expand=info");
    }

    private Request onlyRequest() {
        assertThat(workers.requests()).hasSize(1);
        return workers.requests().getFirst();
    }
}
