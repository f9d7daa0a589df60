package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.advice.Advice.AdviceInputs;
import dev.kafkaconnect.operator.connector.advice.Advice.DeadLetters;
import dev.kafkaconnect.operator.connector.advice.Parallelism;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.advice.UsedTopics;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sees, after the pass over a connector and without a part in its verdict, to what else is worth telling: tasks that have
 * nothing to do, topics that are used, records in the dead letter queue, offsets that are to be listed. Called by the reconciler.
 */
final class ConnectorAdvice {
    private static final String RUNS = "runs";

    private final SharedGroups groups;
    private final OffsetsExport export;
    private final Clock clock;

    ConnectorAdvice(SharedGroups groups, OffsetsExport export, Clock clock) {
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

    Change look(Connector connector, TrackedConnector tracked, ConnectorReconciliation.Result result) {
        ConnectorFindings findings = result.findings();
        DesiredConnector desired = findings == null ? null : findings.desired();
        Advice before = tracked.advice(connector);
        Advice unseen = (desired == null ? before : before.with(desired.referenced()))
                .immediately(SharedGroups.BEGINNING, groups.advice(connector));
        if (!unseen.equals(before)) {
            tracked.advice(unseen);
        }
        Optional<RedactedSession> session = result.session();
        if (findings == null || desired == null || findings.observed() == null || session.isEmpty()) {
            return new Change(before, unseen, Assessment.RESYNC);
        }
        Advice seen = counted(
                used(advised(unseen, desired, findings, session.get()), desired, session.get()),
                desired,
                session.get());
        OffsetsExport.Progress listed = export.advance(connector, desired, seen, session.get());
        tracked.advice(listed.advice());
        return new Change(
                before, listed.advice(), earliest(listed.again(), again(listed.advice(), desired, session.get())));
    }

    private Advice advised(
            Advice before, DesiredConnector desired, ConnectorFindings findings, RedactedSession session) {
        ObservedConnector observed = Objects.requireNonNull(findings.observed());
        Instant now = clock.instant();
        String tasksMax = desired.config().getOrDefault("tasks.max", "1");
        boolean runs = findings.verdict() instanceof Verdict.Ready && observed.fullyRunning();
        Advice current = before.on(
                new AdviceInputs(
                        tasksMax,
                        String.valueOf(desired.config().get("topics")),
                        observed.tasks().size(),
                        runs ? RUNS : "does not"),
                now);
        return runs && current.untilSettled(now).isZero() ? settled(current, desired, observed, session) : current;
    }

    private static Advice settled(
            Advice current, DesiredConnector desired, ObservedConnector observed, RedactedSession session) {
        int tasksMax = Integer.parseInt(desired.config().getOrDefault("tasks.max", "1"));
        Set<String> topics = Parallelism.topics(observed);
        // A single task always has something to do.
        if (topics.isEmpty() || observed.tasks().size() == 1) {
            return current.withAdvice(Parallelism.advice(tasksMax, observed, Optional.empty()));
        }
        Optional<Map<String, Integer>> partitions = session.kafka().partitions(desired.connectName(), topics);
        return partitions.isEmpty() && observed.tasks().size() > 1
                ? current
                : current.withAdvice(Parallelism.advice(tasksMax, observed, partitions));
    }

    /** Of a connector that runs as it is meant to: one request for it, now and then. */
    private Advice used(Advice before, DesiredConnector desired, RedactedSession session) {
        Instant now = clock.instant();
        AdviceInputs run = before.settledOn(now);
        if (run == null || !run.state().equals(RUNS) || !before.topics().isDue(run, now)) {
            return before;
        }
        try {
            return before.with(UsedTopics.told(session.api().topics(desired.connectName()), run, now));
        } catch (ConnectFault silent) {
            return before.with(before.topics().unanswered(run, now));
        }
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

    private Duration again(Advice advice, DesiredConnector desired, RedactedSession session) {
        Duration left = advice.untilSettled(clock.instant());
        Duration settled = left.isZero() ? Assessment.RESYNC : left;
        return desired.deadLetterQueue() == null
                ? settled
                : earliest(settled, session.kafka().pace());
    }

    static Duration earliest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
