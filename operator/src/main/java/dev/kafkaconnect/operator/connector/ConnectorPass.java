package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.ClusterView;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One pass over a Connector: parse, look, plan, act, conclude. Called by the reconciler, which writes the status. */
final class ConnectorPass {

    /** Nothing is expected to happen, and whatever does sends an event. */
    static final Duration RESYNC = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final ConnectorIndex index;
    private final ClusterSessions sessions;
    private final ConnectorActor actor;
    private final Clock clock;

    ConnectorPass(ConnectorIndex index, ClusterSessions sessions, Clock clock) {
        this.index = index;
        this.sessions = sessions;
        this.actor = new ConnectorActor(clock);
        this.clock = clock;
    }

    /**
     * @param findings for the status; null when nothing is known yet that would be truer than the status there is
     * @param memory to be handed to the next pass
     * @param again when to look again at the latest
     */
    record Result(@Nullable ConnectorFindings findings, Memory memory, Duration again) {}

    Result run(Connector connector, Optional<ConnectCluster> cluster, Memory memory) {
        return switch (ConnectorParser.parse(connector)) {
            case Outcome.Invalid invalid -> {
                ConnectorFindings findings = new ConnectorFindings(
                        null,
                        invalid.verdict(),
                        seen(connector).orElse(null),
                        seen(connector).isEmpty(),
                        invalid.verdict());
                yield new Result(findings, memory, RESYNC);
            }
            case Outcome.Parsed parsed -> run(connector, parsed.desired(), cluster, memory);
        };
    }

    /** A connector whose new spec makes no sense goes on running with the old one, and is shown as it runs. */
    private Optional<ObservedConnector> seen(Connector connector) {
        return sessions.find(ConnectorParser.clusterOf(connector))
                .map(session -> session.observer().view())
                .filter(ClusterView.Seen.class::isInstance)
                .map(view -> ((ClusterView.Seen) view).connectors().get(ConnectorParser.connectName(connector)));
    }

    private Result run(Connector connector, DesiredConnector desired, Optional<ConnectCluster> cluster, Memory memory) {
        Optional<Connector> twin = index.olderTwin(connector);
        if (cluster.isEmpty()) {
            return unknown(
                    desired,
                    memory,
                    new Verdict.Waiting(
                            Reason.ClusterNotFound,
                            "there is no ConnectCluster %s in namespace %s; create it or correct spec.clusterRef in a new Connector"
                                    .formatted(
                                            desired.cluster().name(),
                                            desired.cluster().namespace())));
        } else if (StatusWriter.isTerminating(cluster.get())) {
            return unknown(
                    desired,
                    memory,
                    new Verdict.Waiting(
                            Reason.ClusterTerminating,
                            "the ConnectCluster %s is being deleted".formatted(desired.cluster())));
        } else if (twin.isPresent()) {
            return unknown(
                    desired,
                    memory,
                    new Verdict.Stalled(
                            Reason.DuplicateConnector,
                            "the older Connector %s describes the same connector %s; delete one of the two"
                                    .formatted(twin.get().getMetadata().getName(), desired.connectName())));
        }
        Optional<ClusterSession> session = sessions.find(desired.cluster());
        ClusterView view = session.map(open -> open.observer().view())
                .orElseGet(() -> hasWorkers(cluster.get()) ? new ClusterView.NotYet() : new ClusterView.NoWorkers());
        boolean paused = Boolean.TRUE.equals(cluster.get().getSpec().getPaused());
        return switch (view) {
            case ClusterView.NotYet notYet -> new Result(null, memory, SOON);
            case ClusterView.NoWorkers none ->
                unknown(
                        desired,
                        memory,
                        new Verdict.Waiting(
                                Reason.ClusterNotReady,
                                "no worker of ConnectCluster %s is ready"
                                        .formatted(desired.cluster().name())));
            case ClusterView.Unreachable silent ->
                unknown(desired, memory, new Verdict.Unclear(Reason.RestUnreachable, lastSeen(silent)));
            case ClusterView.Seen seen -> seen(desired, seen, memory, session.orElseThrow(), paused);
        };
    }

    /** After a restart of the operator the workers are about to be asked; until then the old status is the best there is. */
    private static boolean hasWorkers(ConnectCluster cluster) {
        Integer ready = cluster.getStatus() == null ? null : cluster.getStatus().getReadyReplicas();
        return ready != null && ready > 0;
    }

    private static String lastSeen(ClusterView.Unreachable silent) {
        return silent.lastSeen().equals(Instant.MIN)
                ? silent.message()
                : "%s; last seen at %s".formatted(silent.message(), silent.lastSeen());
    }

    private static Result unknown(DesiredConnector desired, Memory memory, Verdict verdict) {
        return new Result(new ConnectorFindings(desired, verdict, null, true, null), memory, RESYNC);
    }

    private Result seen(
            DesiredConnector desired, ClusterView.Seen seen, Memory memory, ClusterSession session, boolean paused) {
        Instant now = clock.instant();
        ObservedConnector observed = seen.connectors().get(desired.connectName());
        List<Step> steps = ConnectorPlanner.plan(desired, observed, seen.asOf(), memory, now);
        boolean acts = steps.stream().anyMatch(step -> !(step instanceof Step.WaitUntil));
        if (acts && paused) {
            Verdict verdict = new Verdict.Waiting(
                    Reason.ReconciliationPaused,
                    "a change waits until spec.paused of ConnectCluster %s is false"
                            .formatted(desired.cluster().name()));
            return new Result(new ConnectorFindings(desired, verdict, observed, false, null), memory, RESYNC);
        }
        ConnectorActor.Outcome outcome = actor.act(steps, desired, memory, session);
        Memory after = outcome.memory();
        Verdict refusal = after.refuses(desired.config(), clock.instant()) && after.refusal() != null
                ? after.refusal().verdict()
                : null;
        Verdict verdict = conclude(desired, observed, seen.asOf(), after, outcome.trouble(), refusal, acts);
        ConnectorFindings findings = new ConnectorFindings(desired, verdict, observed, false, refusal);
        return new Result(findings, after, again(verdict, after));
    }

    private static Verdict conclude(
            DesiredConnector desired,
            @Nullable ObservedConnector observed,
            Instant asOf,
            Memory memory,
            @Nullable Verdict trouble,
            @Nullable Verdict refusal,
            boolean acted) {
        if (refusal != null) {
            return refusal;
        }
        if (trouble != null) {
            return trouble;
        }
        if (acted || !asOf.isAfter(memory.lastWrite())) {
            return observed == null
                    ? new Verdict.Waiting(Reason.Creating, "the connector is being created")
                    : new Verdict.Waiting(Reason.Updating, "a change is being taken up");
        }
        return ConnectorVerdict.of(desired, observed, asOf, memory);
    }

    private Duration again(Verdict verdict, Memory memory) {
        if (verdict instanceof Verdict.Ready) {
            return RESYNC;
        }
        if (memory.refusal() != null && verdict.equals(memory.refusal().verdict())) {
            return positive(Duration.between(clock.instant(), memory.refusal().until()));
        }
        if (memory.failures() > 0) {
            Duration pause = SOON.multipliedBy(1L << Math.min(memory.failures(), 7));
            return jittered(pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause);
        }
        // While a change is fresh its outcome is awaited; later only an observation that differs is news.
        boolean fresh = clock.instant()
                .isBefore(
                        memory.lastWrite().equals(Instant.MIN)
                                ? Instant.MIN
                                : memory.lastWrite().plus(ConnectorActor.CLOSE_WATCH));
        return fresh ? SOON : RESYNC;
    }

    private static Duration positive(Duration duration) {
        return duration.compareTo(SOON) < 0 ? SOON : duration;
    }

    /** Many connectors that failed together do not come back together. */
    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }
}
