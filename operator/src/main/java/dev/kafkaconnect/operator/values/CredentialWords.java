package dev.kafkaconnect.operator.values;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Redacts what looks like a credential where its value is not known: it may come from a variable of a pod, a file of an image or
 * the answer of a server. Called by {@link ClusterRedactors} after the values that are known, and by {@code importing} to
 * find credentials in configurations. Pure.
 */
public final class CredentialWords {
    private static final String VALUE = "(?:\\[hidden]|\"[^\"\n]*\"?|'[^'\n]*'?|[^\\s,;&\"')}\\]]+)";

    /** Each with what is kept as its first group. */
    private static final List<Pattern> LOOKS = List.of(
            Pattern.compile("(?i)(sasl\\.jaas\\.config\"?\\s*[=:]\\s*).+"),
            Pattern.compile("(?i)(authorization\"?\\s*[=:]\\s*).+"),
            Pattern.compile("(?i)((?:password|passwd|passphrase)[\"']?\\s*[=:]\\s*)" + VALUE),
            Pattern.compile(
                    "(?i)((?:secret|token|credentials?|(?:api|access|secret)[._-]?key)(?:[\"']\\s*:|[\"']?\\s*=)\\s*)"
                            + VALUE),
            Pattern.compile("(://[^\\s/:@]+:)[^\\s/@]+(?=@)"));

    private CredentialWords() {}

    /** Whether any part of the text would be redacted. */
    public static boolean isIn(String text) {
        return !hidden(text).equals(text);
    }

    static String hidden(String text) {
        String hidden = text;
        for (Pattern look : LOOKS) {
            hidden = look.matcher(hidden).replaceAll("$1" + Redactor.HIDDEN);
        }
        return hidden;
    }
}
