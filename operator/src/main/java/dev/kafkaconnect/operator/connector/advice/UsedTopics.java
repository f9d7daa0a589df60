package dev.kafkaconnect.operator.connector.advice;

import dev.kafkaconnect.api.connectorstatus.Topics;
import dev.kafkaconnect.operator.connector.advice.Advice.AdviceInputs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a connector has used, as its workers told, and when they have to be asked again: it takes a request for each
 * connector. Kept with {@link Advice}.
 *
 * @param names the first ones in order; null where the workers keep no record
 * @param count of all of them
 * @param asked null for what an earlier operator has told
 * @param run what ran when they were asked, null for what an earlier operator has told
 */
public record UsedTopics(
        @Nullable List<String> names,
        int count,
        @Nullable Instant asked,
        @Nullable AdviceInputs run) {
    public static final UsedTopics UNKNOWN = new UsedTopics(null, 0, null, null);

    /** A connector may use a topic of which nobody has heard at any time. */
    static final Duration OLD = Duration.ofMinutes(30);

    /** After a request that failed. */
    static final Duration RETRY = Duration.ofMinutes(5);

    static final int LISTED = 50;

    /** What an earlier operator has told. */
    static UsedTopics of(@Nullable Topics status) {
        return status == null || status.getNames() == null || status.getCount() == null
                ? UNKNOWN
                : new UsedTopics(List.copyOf(status.getNames()), status.getCount(), null, null);
    }

    public boolean isDue(AdviceInputs current, Instant now) {
        return asked == null || !current.equals(run) || !now.isBefore(asked.plus(OLD));
    }

    /** @param told null where the workers keep no record */
    public static UsedTopics told(@Nullable List<String> told, AdviceInputs run, Instant now) {
        return told == null
                ? new UsedTopics(null, 0, now, run)
                : new UsedTopics(told.stream().sorted().limit(LISTED).toList(), told.size(), now, run);
    }

    /** What is known stays, and the workers are not asked at once again. */
    public UsedTopics unanswered(AdviceInputs current, Instant now) {
        return new UsedTopics(names, count, now.minus(OLD).plus(RETRY), current);
    }

    public @Nullable Topics block() {
        if (names == null) {
            return null;
        }
        Topics topics = new Topics();
        topics.setCount(count);
        topics.setNames(names);
        return topics;
    }
}
