package dev.kafkaconnect.operator.text;

/** Cuts text for people to a length, marks the cut, and never cuts a character in half. */
public final class Shortened {

    private Shortened() {}

    /** @param length greatest length of the result, in UTF-16 units */
    public static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
