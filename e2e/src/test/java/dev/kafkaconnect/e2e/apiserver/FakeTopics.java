package dev.kafkaconnect.e2e.apiserver;

import dev.kafkaconnect.operator.kafka.Claim;
import dev.kafkaconnect.operator.kafka.FoundTopic;
import dev.kafkaconnect.operator.kafka.TopicKeeper;
import dev.kafkaconnect.operator.kafka.TopicsReport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the topics as they must be, unless told otherwise. One Kafka for each list of bootstrap servers. */
public final class FakeTopics implements TopicKeeper {
    private final Map<String, TopicsReport> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();
    private volatile CountDownLatch silence = new CountDownLatch(0);

    @Override
    public TopicsReport ensure(Map<String, Object> client, Claim claim) {
        String servers = String.valueOf(client.get("bootstrap.servers"));
        TopicsReport report = answers.getOrDefault(
                servers,
                new TopicsReport.Verified(
                        "id-of-" + servers,
                        claim.topics().stream()
                                .map(topic -> new FoundTopic(
                                        topic.name(), topic.partitions(), topic.replicationFactor(), "compact", 2))
                                .toList()));
        looks.computeIfAbsent(servers, first -> new AtomicInteger()).incrementAndGet();
        try {
            silence.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return report;
    }

    void answer(String bootstrapServers, TopicsReport report) {
        answers.put(bootstrapServers, report);
    }

    void answerTruthfully(String bootstrapServers) {
        answers.remove(bootstrapServers);
    }

    /** From now on every question is left waiting for its answer. */
    void fallSilent() {
        silence = new CountDownLatch(1);
    }

    void speakAgain() {
        silence.countDown();
    }

    /** How often the topics of that Kafka were looked at. */
    int looks(String bootstrapServers) {
        AtomicInteger count = looks.get(bootstrapServers);
        return count == null ? 0 : count.get();
    }
}
