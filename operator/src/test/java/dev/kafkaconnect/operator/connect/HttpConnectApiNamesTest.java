package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.FakeRestApi.Request;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpConnectApiNamesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Timeouts AMPLE = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, "{}"));
    private final ConnectApi api = new HttpConnectApi(HTTP, workers.url(), AMPLE);

    @AfterEach
    void stop() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Orders Source, /connectors/Orders%20Source",
        "100%, /connectors/100%25",
        "a+b, /connectors/a%2Bb",
        "a&b=c, /connectors/a%26b%3Dc",
        "grün, /connectors/gr%C3%BCn",
        "数据, /connectors/%E6%95%B0%E6%8D%AE"
    })
    void encodesTheName(String name, String target) throws ConnectFault {
        api.delete(name);

        assertThat(onlyRequest().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Orders Source", "100%", "a+b", "a%20b", "grün", "数据", "a;b", "~*!'()"})
    void anEncodedNameIsReadBackAsItWas(String name) throws ConnectFault {
        api.pause(name);

        String path = URI.create(onlyRequest().target()).getPath();
        assertThat(path).isEqualTo("/connectors/" + name + "/pause");
    }

    private Request onlyRequest() {
        assertThat(workers.requests()).hasSize(1);
        return workers.requests().getFirst();
    }
}
