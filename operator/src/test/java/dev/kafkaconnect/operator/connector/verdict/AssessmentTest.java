package dev.kafkaconnect.operator.connector.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Restarts;
import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssessmentTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Assessment READY = new Assessment(new Verdict.Ready(Reason.Running, "it runs"), null, null);
    private static final RestartPolicy POLICY =
            new RestartPolicy(true, null, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void aConnectorThatRunsIsLeftAlone() {
        assertThat(READY.again(POLICY, ReconcileState.NONE, NOW)).isEqualTo(Assessment.RESYNC);
    }

    @ParameterizedTest(name = "last restarted {0} s ago: {1} s")
    @CsvSource({"0, 61", "59, 2", "60, 1", "61, 300", "600, 300"})
    void countsAnewAsSoonAsAConnectorHasRunForLong(int secondsAgo, int seconds) {
        ReconcileState restarted = ReconcileState.NONE.with(new Restarts(2, NOW.minusSeconds(secondsAgo), null));

        assertThat(READY.again(POLICY, restarted, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0}, {1} s until time changes it, restart due in {2} s: {3} ms")
    @CsvSource(
            nullValues = "-",
            value = {
                "NoTasks, 40, -, 40000",
                "NoTasks, 0, -, 1000",
                "NoTasks, -3, -, 1000",
                "TasksFailed, 2, -, 2000",
                "TasksFailed, 20, 5, 5000",
                "Updating, 20, 5, 300"
            })
    void looksAgainWhenAVerdictChangesByTimeAlone(Reason reason, int lapses, @Nullable Integer due, int millis) {
        Verdict waiting = new Verdict.Progressing(reason, "it takes a while");
        Assessment assessment = new Assessment(waiting, null, NOW.plusSeconds(lapses));
        ReconcileState memory =
                ReconcileState.NONE.with(new Restarts(1, null, due == null ? null : NOW.plusSeconds(due)));

        assertThat(assessment.again(POLICY, memory, NOW)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aRestartThatFailsIsRepeatedLessAndLessOften() {
        Verdict problem = new Verdict.Progressing(Reason.WorkerError, "the workers failed at the request");
        ReconcileState memory = ReconcileState.NONE.with(new Restarts(2, null, NOW.minusSeconds(60)));
        for (int failure = 0; failure < 20; failure++) {
            memory = memory.afterFailure(problem, NOW);
        }

        assertThat(new Assessment(problem, null, null).again(POLICY, memory, NOW))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(38));
    }

    @Test
    void valuesThatDoNotArriveAreAskedForLessAndLessOften() {
        Assessment pending = new Assessment(new Verdict.Progressing(Reason.ValuesPending, "on the way"), null, null);
        ReconcileState memory = ReconcileState.NONE.afterWait();
        assertThat(pending.again(POLICY, memory, NOW)).isBetween(Duration.ofMillis(300), Duration.ofMillis(375));

        for (int look = 0; look < 9; look++) {
            memory = memory.afterWait();
        }

        assertThat(pending.again(POLICY, memory, NOW)).isBetween(Duration.ofSeconds(10), Duration.ofMillis(12_500));
    }

    @Test
    void aRefusedConfigurationIsNotCheckedAgainByAllAtTheSameTime() {
        Verdict refused = new Verdict.Stalled(Reason.ConfigInvalid, "the workers refuse the configuration");
        ReconcileState memory = ReconcileState.NONE.afterRefusal(
                new ReconcileState.Refusal(Map.of(), refused, List.of(), NOW.plusSeconds(30), Duration.ofSeconds(30)),
                NOW);

        assertThat(IntStream.range(0, 50)
                        .mapToObj(one -> new Assessment(refused, null, null).again(POLICY, memory, NOW))
                        .distinct())
                .hasSizeGreaterThan(10)
                .allMatch(pause ->
                        pause.compareTo(Duration.ofSeconds(30)) >= 0 && pause.compareTo(Duration.ofSeconds(38)) < 0);
    }
}
