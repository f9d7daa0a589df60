package dev.kafkaconnect.operator.connect;

/**
 * A reference that the operator made, to a file that it delivered for this very connector or for itself, or several of these in a
 * row. Made by {@code values} alone; never from a text that a user wrote.
 *
 * @param text as it stands in the configuration
 */
public record OwnReference(String text) {

    @Override
    public String toString() {
        return text;
    }
}
