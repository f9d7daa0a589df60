package dev.kafkaconnect.operator.connect.wrapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.InitialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchedConnectApiTest {
    private static final ConnectorConfig CONFIG = ConnectorConfig.of(Map.of());

    private final FakeConnectApi workers = new FakeConnectApi();
    private final List<String> told = new ArrayList<>();
    private final ConnectApi api = new WatchedConnectApi(workers.api(), new ConfigWrites() {
        @Override
        public void begin(String connector) {
            told.add("begin " + connector);
        }

        @Override
        public void end(String connector, boolean written) {
            told.add((written ? "written " : "not written ") + connector);
        }
    });

    static List<ConnectFault> refusals() {
        return List.of(
                new ConnectFault.Rejected("no such topic"),
                new ConnectFault.Busy("a rebalance is under way"),
                new ConnectFault.AlreadyExists("it exists"),
                new ConnectFault.NotFound("it is gone"));
    }

    static List<ConnectFault> doubts() {
        return List.of(
                new ConnectFault.Unreachable("no answer"),
                new ConnectFault.Crashed("an error"),
                new ConnectFault.Broken("a page"));
    }

    @Test
    void tellsOfConfigurationsThatAreWritten() throws ConnectFault {
        api.create("orders", CONFIG, InitialState.RUNNING);
        api.putConfig("refunds", CONFIG);

        assertThat(told).containsExactly("begin orders", "written orders", "begin refunds", "written refunds");
    }

    @Test
    void tellsNothingOfWhatLeavesConfigurationsAsTheyAre() throws ConnectFault {
        api.restart("orders", true);
        api.stop("orders");
        api.delete("orders");

        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatTheWorkersRefuseIsNotWritten(ConnectFault refusal) {
        workers.failWith(refusal);

        assertThatExceptionOfType(ConnectFault.class).isThrownBy(() -> api.putConfig("orders", CONFIG));

        assertThat(told).containsExactly("begin orders", "not written orders");
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void whatFailedOtherwiseMayHaveBeenWritten(ConnectFault doubt) {
        workers.failWith(doubt);

        assertThatExceptionOfType(ConnectFault.class).isThrownBy(() -> api.putConfig("orders", CONFIG));

        assertThat(told).containsExactly("begin orders", "written orders");
    }
}
