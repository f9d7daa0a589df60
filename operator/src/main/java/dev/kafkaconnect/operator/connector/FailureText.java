package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.config.Shortened;
import org.jspecify.annotations.Nullable;

/** Makes one line that a person can read of a stack trace. Pure. */
final class FailureText {
    static final int LONGEST = 400;
    private static final String CAUSE = "Caused by: ";

    private FailureText() {}

    /** What it failed with and, behind it, the innermost cause. */
    static String of(@Nullable String trace) {
        if (trace == null || trace.isBlank()) {
            return "the workers give no reason";
        }
        String outer = trace.lines().findFirst().orElse("").strip();
        int innermost = trace.lastIndexOf(CAUSE);
        String text = innermost < 0
                ? outer
                : outer + ", because of "
                        + trace.substring(innermost + CAUSE.length())
                                .lines()
                                .findFirst()
                                .orElse("")
                                .strip();
        return shortened(text);
    }

    static String shortened(String text) {
        return Shortened.to(LONGEST, text);
    }
}
