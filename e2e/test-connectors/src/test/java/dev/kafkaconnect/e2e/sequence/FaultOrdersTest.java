package dev.kafkaconnect.e2e.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultOrdersTest {
    @TempDir
    Path directory;

    @Test
    void nothingIsOrderedAtFirst() {
        assertThat(new FaultOrders(Map.of()).at(FaultPoint.START, null)).isEqualTo(new Trouble.None());
    }

    @Test
    void theConfigurationOrders() {
        FaultOrders orders = new FaultOrders(Map.of("trouble.start", "fail", "trouble.move", "slow 250"));

        assertThat(orders.at(FaultPoint.START, null)).isEqualTo(new Trouble.Fail());
        assertThat(orders.at(FaultPoint.MOVE, "0")).isEqualTo(new Trouble.Slow(Duration.ofMillis(250)));
        assertThat(orders.at(FaultPoint.STOP, null)).isEqualTo(new Trouble.None());
    }

    @Test
    void oneTaskCanBeOrderedApart() {
        FaultOrders orders = new FaultOrders(Map.of("trouble.task-start.1", "hang"));

        assertThat(orders.at(FaultPoint.TASK_START, "0")).isEqualTo(new Trouble.None());
        assertThat(orders.at(FaultPoint.TASK_START, "1")).isEqualTo(new Trouble.Hang());
    }

    @Test
    void theControlFileReplacesTheConfigurationWhileItIsThere() throws IOException {
        Path file = directory.resolve("control");
        FaultOrders orders = new FaultOrders(Map.of("trouble.start", "fail", "control.file", file.toString()));
        assertThat(orders.at(FaultPoint.START, null)).isEqualTo(new Trouble.Fail());

        Files.writeString(file, "move=hang\n");

        assertThat(orders.at(FaultPoint.START, null)).isEqualTo(new Trouble.None());
        assertThat(orders.at(FaultPoint.MOVE, "3")).isEqualTo(new Trouble.Hang());

        Files.delete(file);

        assertThat(orders.at(FaultPoint.START, null)).isEqualTo(new Trouble.Fail());
    }

    @Test
    void anOrderThatNobodyUnderstandsIsAnError() {
        FaultOrders orders = new FaultOrders(Map.of("trouble.start", "explode"));

        assertThatThrownBy(() -> orders.at(FaultPoint.START, null)).hasMessageContaining("explode");
    }
}
