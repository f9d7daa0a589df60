package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** One call of the client of the REST API, for tests that make many of them in the same way. */
@FunctionalInterface
interface ApiCall {
    void on(ConnectApi api) throws ConnectFault;

    /** What the call ends with when the REST API treats it like that. */
    static ConnectFault fault(FakeRestApi.Manners manners, ApiCall call) {
        Timeouts ample = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
        try (FakeRestApi workers = new FakeRestApi(manners)) {
            ConnectApi api = new HttpConnectApi(HttpClient.newHttpClient(), workers.url(), ample);
            ThrowingCallable attempt = () -> call.on(api);
            ConnectFault fault = catchThrowableOfType(ConnectFault.class, attempt);
            assertThat(fault).as("a fault").isNotNull();
            return fault;
        }
    }
}
