package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.operator.kafka.topics.ExistingTopic;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim;
import dev.kafkaconnect.operator.kafka.topics.InternalTopicService;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the topics as they must be, unless told otherwise. One Kafka for each list of bootstrap servers. */
public final class FakeTopics implements InternalTopicService {
    private final Map<String, TopicsReport> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();
    private volatile CountDownLatch silence = new CountDownLatch(0);

    @Override
    public TopicsReport ensure(Map<String, Object> client, GroupClaim claim) {
        String servers = asWritten(String.valueOf(client.get("bootstrap.servers")));
        TopicsReport report = answers.getOrDefault(
                servers,
                new TopicsReport.Verified(
                        "id-of-" + servers,
                        claim.topics().stream()
                                .map(topic -> new ExistingTopic(
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

    /** Without the namespace that the operator adds to the name of a Service beside the workers. */
    private static String asWritten(String servers) {
        return servers.replaceAll("\\.[^.,:]+\\.svc:", ":");
    }

    public void answer(String bootstrapServers, TopicsReport report) {
        answers.put(asWritten(bootstrapServers), report);
    }

    public void answerTruthfully(String bootstrapServers) {
        answers.remove(asWritten(bootstrapServers));
    }

    /** From now on every question is left waiting for its answer. */
    public void fallSilent() {
        silence = new CountDownLatch(1);
    }

    public void speakAgain() {
        silence.countDown();
    }

    /** How often the topics of that Kafka were looked at. */
    public int looks(String bootstrapServers) {
        AtomicInteger count = looks.get(asWritten(bootstrapServers));
        return count == null ? 0 : count.get();
    }
}
