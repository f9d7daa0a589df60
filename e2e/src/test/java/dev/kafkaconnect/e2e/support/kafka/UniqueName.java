package dev.kafkaconnect.e2e.support.kafka;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names that no other test of a run has. Called by tests that share brokers or workers: topics, groups and offsets outlive the
 * test that made them.
 */
public final class UniqueName {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private UniqueName() {}

    public static String of(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }
}
