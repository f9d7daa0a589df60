package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a connector beside whether it does its work; never makes it un-Ready. Kept by {@link Asides}.
 *
 * @param calm since when nothing that the advice rests on has changed, null while that is not known
 * @param deadLetters records in the dead letter queue, null while that is not known
 * @param listing what became of the last request to list the offsets, null without one
 */
record Aside(
        @Nullable Calm calm,
        List<String> advice,
        @Nullable DeadLetters deadLetters,
        @Nullable OffsetsListing listing) {
    static final Aside NONE = new Aside(null, List.of(), null, null);

    /** Tasks are made one by one, and a rebalance moves them: numbers are judged when they have held for this long. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    /** Records in the topic of a dead letter queue. */
    record DeadLetters(String topic, long records) {}

    /** @param ground what the advice rests on */
    record Calm(Ground ground, Instant since) {}

    /** @param state of the connector, as text */
    record Ground(String tasksMax, String topics, int tasks, String state) {}

    /** What an earlier operator has told. */
    static Aside of(Connector connector) {
        ConnectorStatus status = connector.getStatus();
        if (status == null) {
            return NONE;
        }
        boolean current = Objects.equals(
                status.getObservedGeneration(), connector.getMetadata().getGeneration());
        var queue = status.getDeadLetterQueue();
        return new Aside(
                null,
                current && status.getAdvice() != null ? status.getAdvice() : List.of(),
                queue == null || queue.getRecords() == null
                        ? null
                        : new DeadLetters(queue.getTopic(), queue.getRecords()),
                OffsetsListing.of(status.getListedOffsets()));
    }

    /** The ground as it is now; advice that rested on another tasksMax or other topics is withdrawn at once. */
    Aside on(Ground ground, Instant now) {
        if (calm == null) {
            return new Aside(new Calm(ground, now), advice, deadLetters, listing);
        }
        if (calm.ground().equals(ground)) {
            return this;
        }
        boolean sameWish = Objects.equals(calm.ground().tasksMax(), ground.tasksMax())
                && Objects.equals(calm.ground().topics(), ground.topics());
        return new Aside(new Calm(ground, now), sameWish ? advice : List.of(), deadLetters, listing);
    }

    /** How long until the numbers can be judged; zero when they can. */
    Duration untilSettled(Instant now) {
        if (calm == null) {
            return SETTLED;
        }
        Duration left = Duration.between(now, calm.since().plus(SETTLED));
        return left.isNegative() ? Duration.ZERO : left;
    }

    Aside withAdvice(List<String> current) {
        return new Aside(calm, List.copyOf(current), deadLetters, listing);
    }

    Aside with(@Nullable DeadLetters current) {
        return new Aside(calm, advice, current, listing);
    }

    Aside with(OffsetsListing current) {
        return new Aside(calm, advice, deadLetters, current);
    }
}
