package dev.kafkaconnect.operator.connector.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Conditions;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterFailureTest {
    private static final List<Condition> RUNS = of(new Verdict.Ready(Reason.Running, "it runs"));
    private static final List<Condition> UNREACHABLE = of(new Verdict.Unknown(Reason.RestUnreachable, "no answer"));
    private static final List<Condition> FAILED = of(new Verdict.Stalled(Reason.TasksFailed, "1 of 1 has failed"));

    private static List<Condition> of(Verdict verdict) {
        return Conditions.of(verdict, List.of(), null, 1L, Instant.EPOCH);
    }

    @Test
    void workersThatGoAndComeBackAreNoEventOfAConnector() {
        assertThat(ClusterFailure.isAllThatChanged(RUNS, UNREACHABLE)).isTrue();
        assertThat(ClusterFailure.isAllThatChanged(UNREACHABLE, RUNS)).isTrue();
    }

    @Test
    void whatIsOfTheConnectorAloneIsAnEvent() {
        assertThat(ClusterFailure.isAllThatChanged(RUNS, FAILED)).isFalse();
        assertThat(ClusterFailure.isAllThatChanged(UNREACHABLE, FAILED)).isFalse();
        assertThat(ClusterFailure.isAllThatChanged(FAILED, RUNS)).isFalse();
        assertThat(ClusterFailure.isAllThatChanged(null, RUNS)).isFalse();
    }
}
