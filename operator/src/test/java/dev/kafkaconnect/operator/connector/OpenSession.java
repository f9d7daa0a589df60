package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.FakeWorkerPods;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A session with workers in memory, whose observer sends no request of its own. */
final class OpenSession implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final FakeConnectApi workers = new FakeConnectApi();
    final FakeKafkaTopics kafka = new FakeKafkaTopics();
    private final ClusterSessions all = new ClusterSessions(
            url -> workers.api(), access -> kafka, new PollIntervals(Duration.ofMillis(5), Duration.ofHours(1)), CLOCK);
    final FakeWorkerPods pods = new FakeWorkerPods();
    final RedactedSessions sessions = new RedactedSessions(all);
    final RedactedSession session;
    final ClusterObserver observer;

    OpenSession() {
        ClusterId cluster = new ClusterId("team", "payments");
        observer = all.open(cluster, new RestEndpoint("http://workers:8083", null), pods, FakeKafkaTopics::access)
                .observer();
        session = sessions.find(cluster, text -> text).orElseThrow();
        session.startSet().isNow(Map.of());
    }

    @Override
    public void close() {
        all.close();
    }
}
