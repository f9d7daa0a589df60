package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {

    @Test
    void keepsTheFirstLineOfATraceWithoutCause() {
        String trace = "org.example.Lost: connection lost\n\tat org.example.Task.poll(Task.java:7)\n";

        String text = FailureText.of(trace);

        assertThat(text).isEqualTo("org.example.Lost: connection lost");
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

        assertThat(text).isEqualTo("org.example.Lost: connection lost, because of java.io.IOException: reset by peer");
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

        assertThat(text).isEqualTo("connection lost, because of reset by peer");
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
