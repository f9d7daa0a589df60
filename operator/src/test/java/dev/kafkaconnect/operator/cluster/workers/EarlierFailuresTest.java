package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlierFailuresTest {
    private static final ClusterId ID = new ClusterId("team", "payments");

    private final EarlierFailures earlier = new EarlierFailures();

    @Test
    void knowsAFailureAgainAlthoughTheTaskRanInBetween() {
        earlier.learn(ID, view(RunState.Failed, "Connection refused at offset 17"));
        earlier.learn(ID, view(RunState.Running, null));

        assertThat(earlier.of(ID)).accepts(failure("orders", 0, "Connection refused at offset 4711"));
    }

    @Test
    void anotherFailureOrThatOfAnotherTaskIsNew() {
        earlier.learn(ID, view(RunState.Failed, "Connection refused at offset 17"));

        assertThat(earlier.of(ID))
                .rejects(
                        failure("orders", 0, "No such column"),
                        failure("orders", 1, "Connection refused at offset 17"),
                        failure("users", 0, "Connection refused at offset 17"));
    }

    @Test
    void aConnectorThatIsGoneIsForgotten() {
        earlier.learn(ID, view(RunState.Failed, "Connection refused"));
        earlier.learn(ID, new ClusterView.Seen(Map.of(), Instant.EPOCH));

        assertThat(earlier.of(ID)).rejects(failure("orders", 0, "Connection refused"));
    }

    @Test
    void learnsNothingFromSilence() {
        earlier.learn(ID, view(RunState.Failed, "Connection refused"));
        earlier.learn(ID, new ClusterView.NoWorkers());

        assertThat(earlier.of(ID)).accepts(failure("orders", 0, "Connection refused"));
    }

    private static ClusterView view(RunState task, @Nullable String trace) {
        return new ClusterView.Seen(
                Map.of("orders", Observations.connector(Map.of(), RunState.Running, trace, task)), Instant.EPOCH);
    }

    private static RunningSnapshot.Failure failure(String connector, int task, String trace) {
        return new RunningSnapshot.Failure(connector, task, Observations.WORKER, trace);
    }
}
