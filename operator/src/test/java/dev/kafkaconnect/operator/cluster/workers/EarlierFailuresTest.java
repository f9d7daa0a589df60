package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlierFailuresTest {

    private final EarlierFailures earlier = new EarlierFailures();

    @Test
    void knowsAFailureAgainAlthoughTheTaskRanInBetween() {
        earlier.learn(view(RunState.Failed, "Connection refused at offset 17"));
        earlier.learn(view(RunState.Running, null));

        assertThat(earlier.known()).accepts(failure("orders", 0, "Connection refused at offset 4711"));
    }

    @Test
    void anotherFailureOrThatOfAnotherTaskIsNew() {
        earlier.learn(view(RunState.Failed, "Connection refused at offset 17"));

        assertThat(earlier.known())
                .rejects(
                        failure("orders", 0, "No such column"),
                        failure("orders", 1, "Connection refused at offset 17"),
                        failure("users", 0, "Connection refused at offset 17"));
    }

    @Test
    void aConnectorThatIsGoneIsForgotten() {
        earlier.learn(view(RunState.Failed, "Connection refused"));
        earlier.learn(new ClusterView.Seen(Map.of(), Instant.EPOCH));

        assertThat(earlier.known()).rejects(failure("orders", 0, "Connection refused"));
    }

    @Test
    void learnsNothingFromSilence() {
        earlier.learn(view(RunState.Failed, "Connection refused"));
        earlier.learn(new ClusterView.NoWorkers());

        assertThat(earlier.known()).accepts(failure("orders", 0, "Connection refused"));
    }

    private static ClusterView view(RunState task, @Nullable String trace) {
        return new ClusterView.Seen(
                Map.of("orders", Observations.connector(Map.of(), RunState.Running, trace, task)), Instant.EPOCH);
    }

    private static RunningSnapshot.Failure failure(String connector, int task, String trace) {
        return new RunningSnapshot.Failure(connector, task, Observations.WORKER, trace);
    }
}
