package dev.kafkaconnect.operator.metrics;

import java.time.Duration;

/** Upper bounds of histograms: few, because each is a series. */
final class Buckets {
    private Buckets() {}

    static Duration[] durations() {
        return new Duration[] {
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30)
        };
    }
}
