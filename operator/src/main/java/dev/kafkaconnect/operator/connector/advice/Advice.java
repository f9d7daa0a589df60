package dev.kafkaconnect.operator.connector.advice;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connector.spec.ReferencedValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the status says of a connector beside whether it works; never makes it un-Ready. Found by {@code ConnectorAdvice}.
 *
 * @param stable since when nothing that the advice rests on has changed, null while that is not known
 * @param immediate advice that does not wait until the tasks have settled: about values and the consumer group
 * @param deadLetters records in the dead letter queue, null while that is not known
 * @param listing what became of the last request to list the offsets, null without one
 * @param topics that the connector has used
 */
public record Advice(
        @Nullable Stable stable,
        List<String> advice,
        List<String> immediate,
        @Nullable DeadLetters deadLetters,
        @Nullable OffsetsListing listing,
        UsedTopics topics) {
    public static final Advice NONE = new Advice(null, List.of(), List.of(), null, null, UsedTopics.UNKNOWN);

    /** Tasks are made one by one, and a rebalance moves them: numbers are judged when they have held for this long. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    /** Records in the topic of a dead letter queue. */
    public record DeadLetters(String topic, long records) {}

    /** @param inputs what the advice rests on */
    record Stable(AdviceInputs inputs, Instant since) {}

    /** @param state of the connector, as text */
    public record AdviceInputs(String tasksMax, String topics, int tasks, String state) {}

    /** What an earlier operator has told. */
    public static Advice of(Connector connector) {
        ConnectorStatus status = connector.getStatus();
        if (status == null) {
            return NONE;
        }
        boolean current = Objects.equals(
                status.getObservedGeneration(), connector.getMetadata().getGeneration());
        var queue = status.getDeadLetterQueue();
        Map<Boolean, List<String>> advice = current && status.getAdvice() != null
                ? status.getAdvice().stream()
                        .collect(Collectors.partitioningBy(sentence -> sentence.startsWith(ValueAdvice.BEGINNING)
                                || sentence.startsWith(SharedGroups.BEGINNING)))
                : Map.of();
        return new Advice(
                null,
                advice.getOrDefault(false, List.of()),
                advice.getOrDefault(true, List.of()),
                queue == null || queue.getRecords() == null
                        ? null
                        : new DeadLetters(queue.getTopic(), queue.getRecords()),
                OffsetsListing.of(status.getListedOffsets()),
                UsedTopics.of(status.getTopics()));
    }

    /** The same with what it rests on now; advice that rested on another tasksMax or other topics is withdrawn at once. */
    public Advice on(AdviceInputs inputs, Instant now) {
        if (stable == null) {
            return new Advice(new Stable(inputs, now), advice, immediate, deadLetters, listing, topics);
        }
        if (stable.inputs().equals(inputs)) {
            return this;
        }
        boolean sameWish = Objects.equals(stable.inputs().tasksMax(), inputs.tasksMax())
                && Objects.equals(stable.inputs().topics(), inputs.topics());
        return new Advice(
                new Stable(inputs, now), sameWish ? advice : List.of(), immediate, deadLetters, listing, topics);
    }

    /** How long until the numbers can be judged; zero when they can. */
    public Duration untilSettled(Instant now) {
        if (stable == null) {
            return SETTLED;
        }
        Duration left = Duration.between(now, stable.since().plus(SETTLED));
        return left.isNegative() ? Duration.ZERO : left;
    }

    public Advice withAdvice(List<String> current) {
        return new Advice(stable, List.copyOf(current), immediate, deadLetters, listing, topics);
    }

    /** Values that are not known yet are not judged. */
    public Advice with(ReferencedValues values) {
        return values.areKnown() ? immediately(ValueAdvice.BEGINNING, values.advice()) : this;
    }

    /** With these sentences in place of all others that begin in this way. */
    public Advice immediately(String beginning, List<String> current) {
        List<String> all = Stream.concat(
                        immediate.stream().filter(sentence -> !sentence.startsWith(beginning)), current.stream())
                .toList();
        return new Advice(stable, advice, all, deadLetters, listing, topics);
    }

    /** All advice there is. */
    public List<String> sentences() {
        return Stream.concat(immediate.stream(), advice.stream()).toList();
    }

    public Advice with(@Nullable DeadLetters current) {
        return new Advice(stable, advice, immediate, current, listing, topics);
    }

    public Advice with(OffsetsListing current) {
        return new Advice(stable, advice, immediate, deadLetters, current, topics);
    }

    public Advice with(UsedTopics current) {
        return new Advice(stable, advice, immediate, deadLetters, listing, current);
    }

    /** What runs, if it has held for long enough; null otherwise. */
    public @Nullable AdviceInputs settledOn(Instant now) {
        return stable == null || !untilSettled(now).isZero() ? null : stable.inputs();
    }
}
