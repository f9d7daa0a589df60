package dev.kafkaconnect.operator.connect.wrapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimedConnectApiTest {
    private final FakeConnectApi workers = new FakeConnectApi();
    private final List<String> told = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ConnectApi api = new TimedConnectApi(
            workers.api(),
            this::ended,
            () -> nanos.getAndAdd(Duration.ofMillis(3).toNanos()));

    private void ended(Duration took, @Nullable ConnectFault fault) {
        told.add(took.toMillis() + " ms " + (fault == null ? "ok" : fault.text()));
    }

    @Test
    void tellsHowLongARequestTook() throws ConnectFault {
        api.connectors();
        api.pause("orders");

        assertThat(told).containsExactly("3 ms ok", "3 ms ok");
        assertThat(workers.requests()).containsExactly("connectors", "pause");
    }

    @Test
    void tellsWhyARequestFailed() {
        ConnectFault busy = new ConnectFault.Busy("a rebalance is under way");
        workers.failWith(busy);

        assertThatExceptionOfType(ConnectFault.Busy.class)
                .isThrownBy(api::connectors)
                .isSameAs(busy);
        assertThat(told).containsExactly("3 ms a rebalance is under way");
    }

    @Test
    void coversEveryRequest() {
        assertThat(Arrays.stream(ConnectApi.class.getMethods()))
                .allSatisfy(method -> assertThat(
                                WrappedConnectApi.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }
}
