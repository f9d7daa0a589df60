package dev.kafkaconnect.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void marksWhatGrowsFasterThanItsInput() {
        String table = Table.of(List.of(
                new Measured("Config.plan", "keys", 5, 10, 1_000),
                new Measured("Config.plan", "keys", 50, 100, 5_000),
                new Measured("Config.plan", "keys", 500, 1_310, 50_000),
                new Measured("Answer.parse", "connectors", 10, 2.5, 100),
                new Measured("Answer.parse", "connectors", 100, 33, 1_310)));

        assertThat(table).isEqualTo("""
                        BENCHMARK               SIZE  MEDIAN TIME   BYTES  GROWTH OF TIME  OF BYTES
                        Config.plan           keys=5      10.0 µs   1,000               -         -
                        Config.plan          keys=50     100.0 µs   5,000            1.00      0.50
                        Config.plan         keys=500   1,310.0 µs  50,000            1.31      1.00  more than linear: time
                        Answer.parse   connectors=10       2.5 µs     100               -         -
                        Answer.parse  connectors=100      33.0 µs   1,310            1.32      1.31  more than linear: time, bytes
                        """);
    }
}
