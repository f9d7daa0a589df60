package dev.kafkaconnect.operator.connect.wrapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.observe.ManualClock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaderFirstConnectApiTest {
    private static final String ONE = "one:8083";

    private final FakeConnectApi any = new FakeConnectApi();
    private final FakeConnectApi leader = new FakeConnectApi();
    private final Map<String, ConnectApi> ready = new HashMap<>(Map.of(ONE, leader.api()));
    private final ManualClock clock = new ManualClock();
    private final ConnectApi api = new LeaderFirstConnectApi(any.api(), () -> ready, clock);

    @BeforeEach
    void oneLeads() {
        any.answer("leader", ONE);
    }

    private void delete() throws ConnectFault {
        api.delete("orders");
    }

    @Test
    void changesGoToTheLeader() throws ConnectFault {
        delete();

        assertThat(leader.requests()).containsExactly("delete");
        assertThat(any.requests()).isEmpty();
    }

    @Test
    void questionsGoToAnyWorker() throws ConnectFault {
        api.states();

        assertThat(any.requests()).containsExactly("states");
        assertThat(leader.requests()).isEmpty();
    }

    @Test
    void changesGoToAnyWorkerWhileTheLeaderIsNotReady() throws ConnectFault {
        ready.clear();

        delete();

        assertThat(any.requests()).containsExactly("delete");
    }

    @Test
    void aLeaderThatCannotBeReachedIsLeftOutForAWhile() throws ConnectFault {
        leader.failWith(new ConnectFault.Unreachable("cannot connect to the workers at http://one:8083"));
        assertThatThrownBy(this::delete).isInstanceOf(ConnectFault.Unreachable.class);
        leader.failWith(null);
        leader.requests().clear();

        delete();
        assertThat(leader.requests()).isEmpty();
        clock.advance(LeaderFirstConnectApi.LEFT_OUT);
        delete();
        assertThat(leader.requests()).containsExactly("delete");
    }

    @Test
    void aLeaderThatRefusesAChangeIsAskedAgain() throws ConnectFault {
        leader.failWith(new ConnectFault.Busy("a rebalance is expected"));
        assertThatThrownBy(this::delete).isInstanceOf(ConnectFault.Busy.class);
        leader.failWith(null);

        delete();

        assertThat(leader.requests()).containsExactly("delete", "delete");
    }
}
