package dev.kafkaconnect.worker.taskconfigs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TaskConfigsTest {
    private static final List<Map<String, String>> ONE = List.of(Map.of("task", "0"));
    private static final Duration NO_LIMIT = Duration.ofMinutes(10);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<Exception> raised = new AtomicReference<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final CountDownLatch answered = new CountDownLatch(1);
    private TaskConfigs configs = configs(Duration.ofMillis(50), NO_LIMIT);

    @Test
    void whatIsGeneratedInTimeIsReturned() {
        configs = configs(NO_LIMIT, NO_LIMIT);

        assertThat(configs.of(3, max -> List.of(Map.of("max", String.valueOf(max)))))
                .containsExactly(Map.of("max", "3"));
        assertThat(requests).hasValue(0);
    }

    @Test
    void itIsGeneratedAnewEachTime() {
        configs = configs(NO_LIMIT, NO_LIMIT);

        configs.of(1, this::count);
        configs.of(1, this::count);

        assertThat(asked).hasValue(2);
    }

    @Test
    void whoAsksIsRefusedWhileAConnectorHangsWhichIsAskedOnce() {
        assertThatThrownBy(() -> configs.of(1, this::hang)).hasMessageContaining("slow is still generating");
        assertThatThrownBy(() -> configs.of(1, this::hang)).hasMessageContaining("slow is still generating");

        await().untilAsserted(() -> assertThat(asked).hasValue(1));
        answered.countDown();
    }

    @Test
    void whatComesLateIsAskedForAtOnceAndReturned() {
        assertThatThrownBy(() -> configs.of(1, this::hang)).isInstanceOf(ConnectException.class);

        answered.countDown();

        await().untilAsserted(() -> assertThat(requests).hasValue(1));
        assertThat(configs.of(1, this::hang)).isEqualTo(ONE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aConnectorThatFailsDoesSoWithItsOwnError() {
        configs = configs(NO_LIMIT, NO_LIMIT);
        var own = new IllegalStateException("no such table");

        assertThatThrownBy(() -> configs.of(1, max -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThat(configs.of(1, max -> ONE)).isEqualTo(ONE);
    }

    @Test
    void aConnectorThatDoesNotComeToAnEndHasFailed() {
        configs = configs(Duration.ofMillis(20), Duration.ofMillis(60));

        assertThatThrownBy(() -> configs.of(1, this::hang)).isInstanceOf(ConnectException.class);

        await().untilAsserted(
                        () -> assertThat(raised.get()).hasMessageContaining("connector slow hangs in taskConfigs"));
        answered.countDown();
    }

    @Test
    void aWaitEndsWithTheFailure() {
        configs = configs(Duration.ofMillis(20), Duration.ofMillis(60));

        assertThatThrownBy(() -> configs.of(1, this::hang)).isInstanceOf(ConnectException.class);

        await().until(() -> interrupted.get());
        assertThat(requests).hasValue(0);
    }

    @Test
    void aConnectorThatWasStoppedWhileItHungIsNotCalledFailedLater() {
        var limit = Duration.ofMillis(150);
        configs = configs(Duration.ofMillis(20), limit);
        assertThatThrownBy(() -> configs.of(1, this::hangForGood)).isInstanceOf(ConnectException.class);

        configs.stop();

        await().during(limit.multipliedBy(2))
                .untilAsserted(() -> assertThat(raised).hasNullValue());
    }

    @Test
    void aWaitEndsWithTheStopAndNobodyIsAskedAgain() {
        assertThatThrownBy(() -> configs.of(1, this::hang)).isInstanceOf(ConnectException.class);
        await().until(() -> asked.get() == 1);

        configs.stop();

        await().until(() -> interrupted.get());
        assertThat(requests).hasValue(0);
    }

    @Test
    void aConnectorThatWasStoppedAndStartedAgainIsAskedAnew() {
        assertThatThrownBy(() -> configs.of(1, this::hang)).isInstanceOf(ConnectException.class);
        configs.stop();
        answered.countDown();

        configs.start(Map.of("name", "slow"));

        assertThat(configs.of(1, max -> List.of())).isEmpty();
    }

    @Test
    void aChangedNumberOfTasksIsAskedForAnew() {
        assertThatThrownBy(() -> configs.of(1, this::hang)).isInstanceOf(ConnectException.class);
        answered.countDown();

        assertThat(configs.of(2, max -> List.of())).isEmpty();
    }

    private List<Map<String, String>> count(int maxTasks) {
        asked.incrementAndGet();
        return ONE;
    }

    private List<Map<String, String>> hang(int maxTasks) {
        asked.incrementAndGet();
        try {
            answered.await();
        } catch (InterruptedException stopped) {
            interrupted.set(true);
            throw new IllegalStateException(stopped);
        }
        return ONE;
    }

    /** As one that does not care for interruptions. */
    private List<Map<String, String>> hangForGood(int maxTasks) {
        while (true) {
            try {
                answered.await();
                return ONE;
            } catch (InterruptedException ignored) {
                asked.incrementAndGet();
            }
        }
    }

    private TaskConfigs configs(Duration patience, Duration limit) {
        TaskConfigs some = new TaskConfigs(patience, limit);
        some.start(Map.of("name", "slow"));
        some.initialize(new ConnectorContext() {
            @Override
            public void requestTaskReconfiguration() {
                requests.incrementAndGet();
            }

            @Override
            public void raiseError(Exception error) {
                raised.set(error);
            }

            @Override
            public PluginMetrics pluginMetrics() {
                throw new UnsupportedOperationException();
            }
        });
        return some;
    }
}
