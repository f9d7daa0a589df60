package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.kafka.KafkaTopics;
import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka, rarely and in the background, what the looks at connectors want to know of topics. Whoever asks gets the last
 * answer at once and is woken when another arrives; a Kafka that does not respond blocks no caller. Knows no Kubernetes type.
 */
public final class KafkaObserver implements AutoCloseable {
    private static final int AT_ONCE = 4;

    /** What no caller has asked for in this many rounds is forgotten. */
    private static final int ROUNDS_REMEMBERED = 10;

    private final ClusterId id;
    private final KafkaTopics kafka;
    private final ObservationListener listener;
    private final Duration pace;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final Set<Question> underWay = ConcurrentHashMap.newKeySet();

    /** @param connector who asks */
    private sealed interface Question {
        String connector();

        record Partitions(String connector, Set<String> topics) implements Question {}

        record Records(String connector, String topic) implements Question {}
    }

    /**
     * @param value null while nothing is known
     * @param asked when a caller last asked
     */
    private record Answer(@Nullable Object value, Instant at, Instant asked) {}

    /** @param pace how old an answer may be until the question is asked again */
    KafkaObserver(ClusterId id, KafkaTopics kafka, ObservationListener listener, Duration pace, Clock clock) {
        this.id = id;
        this.kafka = kafka;
        this.listener = listener;
        this.pace = pace;
        this.clock = clock;
    }

    /** How old an answer may be: asking more often gets the same. */
    public Duration pace() {
        return pace;
    }

    /** Number of partitions of those of the topics that exist; empty while it is not known. */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, Integer>> partitions(String connector, Set<String> topics) {
        return known(new Question.Partitions(connector, topics)).map(value -> (Map<String, Integer>) value);
    }

    /** How many records the topic holds; empty while it is not known. */
    public Optional<Long> records(String connector, String topic) {
        return known(new Question.Records(connector, topic)).map(Long.class::cast);
    }

    /** Creates or verifies the topic of a dead letter queue. Unlike the questions, the caller waits for it. */
    public TopicsReport ensureDeadLetters(TopicSpec topic) {
        return kafka.ensureDeadLetters(topic);
    }

    /** Deletes and stops connectors without a worker. Unlike with the questions, the caller waits for it. */
    public void endConnectors(Set<String> deleted, Set<String> stopped) throws KafkaFault, InterruptedException {
        permits.acquire();
        try {
            kafka.endConnectors(deleted, stopped);
        } finally {
            permits.release();
        }
    }

    /** What workers would start, by name and with its configuration. The caller waits for it. */
    public Map<String, Map<String, String>> startingConnectors() throws KafkaFault, InterruptedException {
        permits.acquire();
        try {
            return kafka.startingConnectors();
        } finally {
            permits.release();
        }
    }

    /** Asked at once, unlike the questions; empty also when Kafka does not report. */
    public Optional<WorkerGroup> group() {
        try {
            return kafka.group();
        } catch (KafkaFault unknown) {
            return Optional.empty();
        }
    }

    private Optional<Object> known(Question question) {
        Instant now = clock.instant();
        Answer answer =
                answers.computeIfPresent(question, (same, before) -> new Answer(before.value(), before.at(), now));
        boolean old = answer == null || !now.isBefore(answer.at().plus(pace));
        if (old && underWay.add(question)) {
            Thread.ofVirtual().name("kafka-observer-" + id).start(() -> ask(question));
        }
        return answer == null ? Optional.empty() : Optional.ofNullable(answer.value());
    }

    private void ask(Question question) {
        try {
            permits.acquire();
            try {
                Answer before = answers.get(question);
                Object known = before == null ? null : before.value();
                Object value = answer(question, known);
                Instant now = clock.instant();
                answers.put(question, new Answer(value, now, before == null ? now : before.asked()));
                forgetUnasked(now);
                if (!Objects.equals(known, value)) {
                    listener.connectorsChanged(id, Set.of(question.connector()));
                }
            } finally {
                permits.release();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(question);
        }
    }

    /** Without an answer the old one stays, until the next round. */
    private @Nullable Object answer(Question question, @Nullable Object known) {
        try {
            return switch (question) {
                case Question.Partitions partitions -> kafka.partitions(partitions.topics());
                case Question.Records records -> kafka.records(records.topic());
            };
        } catch (KafkaFault fault) {
            return known;
        }
    }

    private void forgetUnasked(Instant now) {
        Instant longAgo = now.minus(pace.multipliedBy(ROUNDS_REMEMBERED));
        answers.values().removeIf(answer -> answer.asked().isBefore(longAgo));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
