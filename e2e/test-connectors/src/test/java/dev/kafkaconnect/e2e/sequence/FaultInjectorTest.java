package dev.kafkaconnect.e2e.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultInjectorTest {
    @TempDir
    Path directory;

    @Test
    void failsWhenItIsToldTo() {
        FaultInjector obedience = new FaultInjector(Map.of("trouble.move", "fail"), "2");

        assertThatThrownBy(() -> obedience.at(FaultPoint.MOVE))
                .isInstanceOf(ConnectException.class)
                .hasMessage("told to fail at move of task 2");
    }

    @Test
    void hangsUntilItIsReleased() throws IOException {
        Path file = Files.writeString(directory.resolve("control"), "stop=hang\n");
        FaultInjector obedience = new FaultInjector(Map.of("control.file", file.toString()), null);
        Thread hanging = Thread.startVirtualThread(() -> obedience.at(FaultPoint.STOP));
        await().until(() -> Files.exists(directory.resolve("control.stop")));
        await().during(Duration.ofMillis(200)).until(hanging::isAlive);

        Files.writeString(file, "");

        await().until(() -> !hanging.isAlive());
    }

    @Test
    void hangsNoLongerThanItsLimit() {
        FaultInjector obedience = new FaultInjector(Map.of("trouble.start", "hang", "hang.limit.ms", "100"), null);
        long start = System.nanoTime();

        obedience.at(FaultPoint.START);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
}
