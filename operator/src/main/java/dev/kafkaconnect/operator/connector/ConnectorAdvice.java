package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.DeadLetterQueue;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.advice.Advice.DeadLetters;
import dev.kafkaconnect.operator.connector.advice.Advice.Ground;
import dev.kafkaconnect.operator.connector.advice.Parallelism;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees, after the pass over a connector and without a part in its verdict, to what else is worth telling: tasks that have
 * nothing to do, records in the dead letter queue, offsets that are to be listed. Called by the reconciler.
 */
final class ConnectorAdvice {
    private final RedactedSessions sessions;
    private final ConnectorValues values;
    private final SharedGroups groups;
    private final OffsetsExport export;
    private final Clock clock;
    private final Map<String, Advice> known = new ConcurrentHashMap<>();

    ConnectorAdvice(
            RedactedSessions sessions, ConnectorValues values, SharedGroups groups, OffsetsExport export, Clock clock) {
        this.sessions = sessions;
        this.values = values;
        this.groups = groups;
        this.export = export;
        this.clock = clock;
    }

    /**
     * @param before what was told so far
     * @param now what is to be told
     * @param again when to look again, at the latest
     */
    record Change(Advice before, Advice now, Duration again) {}

    Change look(Connector connector, @Nullable ConnectorFindings findings) {
        Advice before = of(connector);
        DesiredConnector desired = findings == null ? null : findings.desired();
        ObservedConnector observed = findings == null ? null : findings.observed();
        Optional<RedactedSession> session = desired == null ? Optional.empty() : session(desired);
        Advice valued = (desired == null ? before : before.with(desired.referenced()))
                .immediately(SharedGroups.BEGINNING, groups.advice(connector));
        if (!valued.equals(before)) {
            known.put(connector.getMetadata().getUid(), valued);
        }
        if (findings == null || desired == null || observed == null || session.isEmpty()) {
            return new Change(before, valued, Assessment.RESYNC);
        }
        Advice now = advised(valued, desired, observed, findings.verdict(), session.get());
        now = counted(now, desired, session.get());
        OffsetsExport.Progress listed = export.advance(connector, desired, now, session.get());
        now = listed.aside();
        known.put(connector.getMetadata().getUid(), now);
        return new Change(before, now, earliest(listed.again(), again(now, desired, session.get())));
    }

    private Optional<RedactedSession> session(DesiredConnector desired) {
        return sessions.find(desired.cluster(), values.lookup(desired)::redact);
    }

    private Advice advised(
            Advice before,
            DesiredConnector desired,
            ObservedConnector observed,
            Verdict verdict,
            RedactedSession session) {
        Instant now = clock.instant();
        String tasksMax = desired.config().getOrDefault("tasks.max", "1");
        boolean runs = verdict instanceof Verdict.Ready && observed.fullyRunning();
        Advice current = before.on(
                new Ground(
                        tasksMax,
                        String.valueOf(desired.config().get("topics")),
                        observed.tasks().size(),
                        runs ? "runs" : "does not"),
                now);
        if (!runs || !current.untilSettled(now).isZero()) {
            return current;
        }
        var topics = Parallelism.topics(observed);
        // A single task always has something to do.
        var partitions = topics.isEmpty() || observed.tasks().size() == 1
                ? Optional.<Map<String, Integer>>empty()
                : session.kafka().partitions(desired.connectName(), topics);
        boolean awaited =
                partitions.isEmpty() && !topics.isEmpty() && observed.tasks().size() > 1;
        return awaited
                ? current
                : current.withAdvice(Parallelism.advice(Integer.parseInt(tasksMax), observed, partitions));
    }

    private static Advice counted(Advice before, DesiredConnector desired, RedactedSession session) {
        var queue = desired.deadLetterQueue();
        DeadLetters known = before.deadLetters();
        if (queue == null) {
            return before.with((DeadLetters) null);
        }
        String topic = queue.topic().name();
        return before.with(session.kafka()
                .records(desired.connectName(), topic)
                .map(records -> new DeadLetters(topic, records))
                .orElse(known != null && known.topic().equals(topic) ? known : null));
    }

    private Duration again(Advice aside, DesiredConnector desired, RedactedSession session) {
        Duration left = aside.untilSettled(clock.instant());
        Duration settled = left.isZero() ? Assessment.RESYNC : left;
        return desired.deadLetterQueue() == null
                ? settled
                : earliest(settled, session.kafka().pace());
    }

    static Duration earliest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Until the connector itself was looked at, its status is all there is, as far as it is about this generation. */
    private Advice of(Connector connector) {
        Advice looked = known.get(connector.getMetadata().getUid());
        return looked == null ? Advice.of(connector) : looked;
    }

    void addTo(ConnectorStatus status, Connector connector) {
        Advice aside = of(connector);
        status.setAdvice(aside.sentences().isEmpty() ? null : aside.sentences());
        status.setListedOffsets(aside.listing() == null ? null : aside.listing().block());
        if (connector.getSpec().getDeadLetterQueue() != null
                && ConnectorParser.parse(connector) instanceof ConnectorParser.Outcome.Parsed parsed
                && parsed.desired().deadLetterQueue() != null) {
            DeadLetterQueue queue = new DeadLetterQueue();
            queue.setTopic(parsed.desired().deadLetterQueue().topic().name());
            queue.setRecords(
                    aside.deadLetters() == null ? null : aside.deadLetters().records());
            status.setDeadLetterQueue(queue);
        }
    }

    void forget(Connector connector) {
        known.remove(connector.getMetadata().getUid());
    }
}
