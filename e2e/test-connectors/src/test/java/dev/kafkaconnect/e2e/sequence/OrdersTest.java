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

class OrdersTest {
    @TempDir
    Path directory;

    @Test
    void nothingIsOrderedAtFirst() {
        assertThat(new Orders(Map.of()).at(Moment.START, null)).isEqualTo(new Trouble.None());
    }

    @Test
    void theConfigurationOrders() {
        Orders orders = new Orders(Map.of("trouble.start", "fail", "trouble.move", "slow 250"));

        assertThat(orders.at(Moment.START, null)).isEqualTo(new Trouble.Fail());
        assertThat(orders.at(Moment.MOVE, "0")).isEqualTo(new Trouble.Slow(Duration.ofMillis(250)));
        assertThat(orders.at(Moment.STOP, null)).isEqualTo(new Trouble.None());
    }

    @Test
    void oneTaskCanBeOrderedApart() {
        Orders orders = new Orders(Map.of("trouble.task-start.1", "hang"));

        assertThat(orders.at(Moment.TASK_START, "0")).isEqualTo(new Trouble.None());
        assertThat(orders.at(Moment.TASK_START, "1")).isEqualTo(new Trouble.Hang());
    }

    @Test
    void theControlFileReplacesTheConfigurationWhileItIsThere() throws IOException {
        Path file = directory.resolve("control");
        Orders orders = new Orders(Map.of("trouble.start", "fail", "control.file", file.toString()));
        assertThat(orders.at(Moment.START, null)).isEqualTo(new Trouble.Fail());

        Files.writeString(file, "move=hang\n");

        assertThat(orders.at(Moment.START, null)).isEqualTo(new Trouble.None());
        assertThat(orders.at(Moment.MOVE, "3")).isEqualTo(new Trouble.Hang());

        Files.delete(file);

        assertThat(orders.at(Moment.START, null)).isEqualTo(new Trouble.Fail());
    }

    @Test
    void anOrderThatNobodyUnderstandsIsAnError() {
        Orders orders = new Orders(Map.of("trouble.start", "explode"));

        assertThatThrownBy(() -> orders.at(Moment.START, null)).hasMessageContaining("explode");
    }
}
