package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstReportTest {
    private static final Instant CREATED = Instant.parse("2026-01-31T12:00:00Z");
    private static final Verdict STARTING = new Verdict.Progressing(Reason.Starting, "it has no task yet");

    @Test
    void aResourceWithTheDefaultOfItsDefinitionWasNeverReported() {
        assertThat(FirstReport.isDue(-1L)).isTrue();
        assertThat(FirstReport.isDue(1L)).isFalse();
        assertThat(FirstReport.isDue(null)).isFalse();
    }

    @Test
    void thatItIsBeingCreatedIsNotReportedWhenItMayRunSoon() {
        Verdict creating = new Verdict.Progressing(Reason.Creating, "the connector is being created");

        assertThat(FirstReport.putOff(creating, CREATED, CREATED)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void thatItIsStartingIsReportedWhenItTakesLonger() {
        assertThat(FirstReport.putOff(STARTING, CREATED, CREATED.plusMillis(400)))
                .isEqualTo(Duration.ofMillis(600));
        assertThat(FirstReport.putOff(STARTING, CREATED, CREATED.plusSeconds(1)))
                .isZero();
        assertThat(FirstReport.putOff(STARTING, CREATED, CREATED.plusSeconds(60)))
                .isZero();
    }

    @Test
    void whatHasFailedIsReportedAtOnce() {
        Verdict refused = new Verdict.Stalled(Reason.ConfigInvalid, "topic: is missing");
        Verdict failed = new Verdict.Progressing(Reason.TasksFailed, "1 of 1 tasks has failed");

        assertThat(FirstReport.putOff(refused, CREATED, CREATED)).isZero();
        assertThat(FirstReport.putOff(failed, CREATED, CREATED)).isZero();
        assertThat(FirstReport.putOff(STARTING, null, CREATED)).isZero();
    }
}
