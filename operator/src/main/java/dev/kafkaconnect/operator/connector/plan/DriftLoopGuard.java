package dev.kafkaconnect.operator.connector.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How often drift of a configuration was corrected recently. Two parties that overwrite each other would
 * restart the connector for ever; after a few rounds the operator stops and says so.
 */
public record DriftLoopGuard(List<Instant> times) {
    static final DriftLoopGuard NONE = new DriftLoopGuard(List.of());
    public static final int MANY = 5;
    static final Duration LATELY = Duration.ofMinutes(10);

    public DriftLoopGuard and(Instant now) {
        List<Instant> all = new ArrayList<>(times);
        all.add(now);
        return new DriftLoopGuard(List.copyOf(all.subList(Math.max(0, all.size() - MANY), all.size())));
    }

    public boolean tooMany(Instant now) {
        return times.size() >= MANY && now.isBefore(times.getFirst().plus(LATELY));
    }

    /** When correcting goes on. */
    public Instant until() {
        return times.getFirst().plus(LATELY);
    }
}
