package dev.kafkaconnect.e2e.sequence;

import java.time.Duration;

/** How a connector misbehaves. Written as {@code fail}, {@code hang} or {@code slow 250}, in milliseconds. */
sealed interface Trouble {

    record None() implements Trouble {}

    record Fail() implements Trouble {}

    /** Until it is told otherwise, or the limit of all hangs has passed. */
    record Hang() implements Trouble {}

    record Slow(Duration by) implements Trouble {}

    static Trouble parse(String text) {
        String[] words = text.strip().split("\\s+");
        return switch (words[0]) {
            case "", "none" -> new None();
            case "fail" -> new Fail();
            case "hang" -> new Hang();
            case "slow" -> new Slow(Duration.ofMillis(Long.parseLong(words[1])));
            default -> throw new IllegalArgumentException("no such trouble: " + text);
        };
    }
}
