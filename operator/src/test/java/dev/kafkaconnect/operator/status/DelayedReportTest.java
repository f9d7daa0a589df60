package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DelayedReportTest {
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void workThatIsSoonDoneIsNotReported() {
        try (DelayedReport report = new DelayedReport(Duration.ofHours(1), sent::incrementAndGet)) {
            assertThat(report).isNotNull();
        }

        assertThat(sent).hasValue(0);
    }

    @Test
    void workThatTakesLongerIsReportedWhileItGoesOn() {
        try (DelayedReport report = new DelayedReport(Duration.ofMillis(1), sent::incrementAndGet)) {
            await().until(() -> sent.get() == 1);
            assertThat(report).isNotNull();
        }
    }

    @Test
    void aReportThatIsBeingSentIsSentBeforeTheResult() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Runnable slow = () -> {
            begun.countDown();
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            sent.incrementAndGet();
        };
        try (DelayedReport report = new DelayedReport(Duration.ofMillis(1), slow)) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(report).isNotNull();
        }

        assertThat(sent).hasValue(1);
    }

    @Test
    void theWorkGoesOnWhenTheReportFails() {
        Runnable failing = () -> {
            sent.incrementAndGet();
            throw new IllegalStateException("no");
        };
        try (DelayedReport report = new DelayedReport(Duration.ofMillis(1), failing)) {
            await().until(() -> sent.get() == 1);
            assertThat(report).isNotNull();
        }
    }
}
