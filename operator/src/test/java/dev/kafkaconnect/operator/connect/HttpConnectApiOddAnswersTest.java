package dev.kafkaconnect.operator.connect;

import static dev.kafkaconnect.operator.connect.ApiCall.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault.Broken;
import dev.kafkaconnect.operator.connect.ConnectFault.NotFound;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpConnectApiOddAnswersTest {
    private static final String PAGE_OF_A_STARTING_WORKER = """
            <html><head><title>Error 404 Not Found</title></head>
            <body><h2>HTTP ERROR 404 Not Found</h2><table><tr><th>URI:</th><td>/connectors</td></tr></table></body></html>
            """;

    @Test
    void aWorkerThatIsStartingHasNotDeletedAnything() {
        ConnectFault fault =
                fault(FakeRestApi.answer(404, "text/html", PAGE_OF_A_STARTING_WORKER), api -> api.delete("orders"));

        assertThat(fault).isNotInstanceOf(NotFound.class);
    }

    @Test
    void aWorkerThatIsStartingDoesNotKnowWhatHasAStatus() {
        ConnectFault fault =
                fault(FakeRestApi.answer(404, "text/html", PAGE_OF_A_STARTING_WORKER), api -> api.status("orders"));

        assertThat(fault).isNotInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void aPageIsNotShownToTheUser(int status) {
        ConnectFault fault =
                fault(FakeRestApi.answer(status, "text/html", PAGE_OF_A_STARTING_WORKER), ConnectApi::connectors);

        assertThat(fault.text()).contains(String.valueOf(status)).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "[\"orders\"]", "7", "<html></html>", "{\"orders\":", "{\"orders\": 7}"})
    void anAnswerOfAnotherFormIsBroken(String body) {
        ConnectFault fault = fault(FakeRestApi.json(200, body), ConnectApi::connectors);

        assertThat(fault).isInstanceOf(Broken.class);
        assertThat(fault.text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"message\": null}", "{\"message\": 7}", "[]"})
    void anErrorWithoutAMessageIsNamedByItsStatus(String body) {
        ConnectFault fault = fault(FakeRestApi.json(500, body), ConnectApi::connectors);

        assertThat(fault).isInstanceOf(Broken.class);
        assertThat(fault.text()).contains("500");
    }

    @Test
    void anAnswerWithoutEndIsBroken() {
        byte[] piece = ("\"" + "x".repeat(1 << 20) + "\",").getBytes(StandardCharsets.UTF_8);

        ConnectFault fault = fault(
                connection -> {
                    OutputStream out = connection.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"orders\": ["
                            .getBytes(StandardCharsets.UTF_8));
                    while (true) {
                        out.write(piece);
                    }
                },
                api -> api.status("orders"));

        assertThat(fault).isInstanceOf(Broken.class).hasMessage("the answer of the workers has more than 64 MiB");
    }
}
