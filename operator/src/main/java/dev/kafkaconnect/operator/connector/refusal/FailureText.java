package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.text.Shortened;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes one line that a person can read of a stack trace: what went wrong and its innermost cause, without the names of
 * classes. Pure.
 */
public final class FailureText {
    public static final int LONGEST = 400;

    private static final String CAUSE = "Caused by: ";
    private static final Pattern THROWN = Pattern.compile("(?:[a-z_]\\w*\\.)+(?:\\w+\\$)*([A-Z]\\w*)(?:: (.*))?");
    private static final Pattern END_OF_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** Kinds of failure that tell nothing beyond their message. */
    private static final Set<String> TELL_NOTHING = Set.of(
            "Exception",
            "Error",
            "RuntimeException",
            "ExecutionException",
            "CompletionException",
            "IllegalArgumentException",
            "IllegalStateException",
            "IOException",
            "ConnectException",
            "ConfigException",
            "DataException",
            "KafkaException",
            "RetriableException");

    /** What every task that fails says first; the cause alone is of interest. */
    private static final Pattern WRAPPING =
            Pattern.compile("Exiting Worker\\w*Task due to unrecoverable exception\\.?");

    private FailureText() {}

    /** What it failed with and, behind it, the innermost cause. */
    public static String of(@Nullable String trace) {
        if (trace == null || trace.isBlank()) {
            return "the workers give no reason";
        }
        String outer = said(firstLine(trace));
        int innermost = trace.lastIndexOf(CAUSE);
        if (innermost < 0) {
            return shortened(outer);
        }
        String cause = said(firstLine(trace.substring(innermost + CAUSE.length())));
        if (WRAPPING.matcher(outer).matches()) {
            return shortened(cause);
        }
        String first = outer.endsWith(".") ? outer.substring(0, outer.length() - 1) : outer;
        return shortened(outer.contains(cause) ? outer : first + "; cause: " + cause);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    /** The message, with the kind of failure in front where that adds something: "no such file: /data/in". */
    private static String said(String line) {
        Matcher thrown = THROWN.matcher(line);
        if (!thrown.matches()) {
            return line;
        }
        String kind = thrown.group(1);
        String message = thrown.group(2);
        if (message == null || message.isBlank() || message.equals("null")) {
            return words(kind);
        }
        return TELL_NOTHING.contains(kind) ? message : words(kind) + ": " + message;
    }

    private static String words(String kind) {
        String bare = kind.replaceFirst("(Exception|Error)$", "");
        String[] words = END_OF_WORD.split(bare.isEmpty() ? kind : bare);
        for (int i = 0; i < words.length; i++) {
            boolean acronym = words[i].length() > 1 && words[i].equals(words[i].toUpperCase(Locale.ROOT));
            words[i] = acronym ? words[i] : words[i].toLowerCase(Locale.ROOT);
        }
        return String.join(" ", words);
    }

    public static String shortened(String text) {
        return Shortened.to(LONGEST, text);
    }
}
