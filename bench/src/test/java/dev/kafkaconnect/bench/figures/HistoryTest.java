package dev.kafkaconnect.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path directory;

    @Test
    void theLastRunIsTheOneThatWasAppendedLast() throws Exception {
        History history = new History(directory.resolve("history.jsonl"));
        Run first = SummaryTest.run(SummaryTest.measure("memory", 261, "MiB", 256.0, "the limit"));
        Run second = SummaryTest.run(SummaryTest.measure("memory", 250, "MiB", null, null));

        assertThat(history.last()).isNull();
        history.append(first);
        assertThat(history.last()).isEqualTo(first);
        history.append(second);
        assertThat(history.last()).isEqualTo(second);
    }
}
