package dev.kafkaconnect.operator.connector.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {

    @Test
    void keepsTheFirstLineOfATraceWithoutCause() {
        String trace = "org.example.Lost: connection lost\n\tat org.example.Task.poll(Task.java:7)\n";

        String text = FailureText.of(trace);

        assertThat(text).isEqualTo("lost: connection lost");
    }

    @Test
    void namesTheInnermostCause() {
        String trace = """
            org.example.Lost: connection lost
            \tat org.example.Task.poll(Task.java:7)
            Caused by: org.example.Middle: in between
            \t... 3 more
            Caused by: java.io.IOException: reset by peer
            \tat java.base/java.net.Socket.read(Socket.java:1)
            """;

        String text = FailureText.of(trace);

        assertThat(text).isEqualTo("lost: connection lost; cause: reset by peer");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t"})
    void saysThatThereIsNoReason(@Nullable String trace) {
        String text = FailureText.of(trace);

        assertThat(text).isEqualTo("the workers give no reason");
    }

    @Test
    void readsTheLineEndsOfWindows() {
        String text =
                FailureText.of("connection lost\r\n\tat org.example.Task\r\nCaused by: reset by peer\r\n\tat x\r\n");

        assertThat(text).isEqualTo("connection lost; cause: reset by peer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.NullPointerException | null pointer",
                "java.nio.file.NoSuchFileException: /data/in | no such file: /data/in",
                "java.lang.OutOfMemoryError: Java heap space | out of memory: Java heap space",
                "org.postgresql.util.PSQLException: FATAL: no such role | PSQL: FATAL: no such role",
                "org.example.Plugin$Task$BrokenPipeException: gone | broken pipe: gone",
                "org.apache.kafka.common.config.ConfigException: Missing url | Missing url",
                "java.lang.RuntimeException: null | runtime",
            })
    void tellsTheKindOfFailureInWordsWhereItAddsSomething(String line, String expected) {
        String text = FailureText.of(line + "\n\tat org.example.Task.poll(Task.java:7)");

        assertThat(text).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatEveryFailedTaskSays() {
        String text = FailureText.of("""
            org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception.
            \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:636)
            Caused by: java.net.UnknownHostException: db.example
            \t... 10 more
            """);

        assertThat(text).isEqualTo("unknown host: db.example");
    }

    @Test
    void tellsACauseThatTheFailureQuotesOnce() {
        String text = FailureText.of("""
            java.lang.RuntimeException: writing failed: disk full
            Caused by: java.io.IOException: disk full
            """);

        assertThat(text).isEqualTo("writing failed: disk full");
    }

    @Test
    void leavesATextOfTheGreatestLengthAsItIs() {
        String longest = "x".repeat(FailureText.LONGEST);

        String text = FailureText.of(longest);

        assertThat(text).isEqualTo(longest);
    }

    @Test
    void shortensALongerText() {
        String text = FailureText.of("x".repeat(FailureText.LONGEST + 1));

        assertThat(text).hasSize(FailureText.LONGEST).startsWith("xxx").endsWith("…");
    }

    @Test
    void doesNotCutACharacterInHalf() {
        String text = FailureText.of("🚀".repeat(FailureText.LONGEST));

        assertThat(text).doesNotContainPattern("\\p{Cs}");
    }
}
