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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Admission admission;
    private final ConnectorActor actor;
    private final Clock clock;

    ConnectorPass(ConnectorIndex index, ClusterSessions sessions, Admission admission, Clock clock) {
        this.admission = admission;
        this.index = index;
        this.sessions = sessions;
        this.actor = new ConnectorActor(clock);
        this.clock = clock;
    }

    /**
     * @param findings for the status; null when nothing is known yet that would be truer than the status there is
     * @param memory to be handed to the next pass
     * @param again when to look again at the latest
     * @param doings what was done, for events
     */
    record Result(@Nullable ConnectorFindings findings, Memory memory, Duration again, Doings doings) {}

    /**
     * @param steps that were carried out
     * @param corrected keys that somebody else had changed
     */
    record Doings(List<Step> steps, Set<String> corrected) {
        static final Doings NONE = new Doings(List.of(), Set.of());
    }

    Result run(Connector connector, Optional<ConnectCluster> cluster, Memory memory) {
        return switch (ConnectorParser.parse(connector)) {
            case Outcome.Invalid invalid -> {
                ObservedConnector observed = seen(connector).orElse(null);
                yield new Result(
                        new ConnectorFindings(
                                null, invalid.verdict(), observed, observed == null, invalid.verdict(), memory),
                        memory,
                        RESYNC,
                        Doings.NONE);
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
        } else if (!admission.admits(
                cluster.get(), desired.cluster(), connector.getMetadata().getNamespace())) {
            return unknown(
                    desired,
                    memory,
                    new Verdict.Stalled(
                            Reason.NamespaceNotAllowed,
                            "ConnectCluster %s does not admit connectors from namespace %s; its owner can, under spec.connectors.allowedNamespaces"
                                    .formatted(
                                            desired.cluster(),
                                            connector.getMetadata().getNamespace())));
        } else if (twin.isPresent()) {
            return unknown(
                    desired,
                    memory,
                    new Verdict.Stalled(
                            Reason.DuplicateConnector,
                            "the older Connector %s/%s describes the same connector %s; delete one of the two"
                                    .formatted(
                                            twin.get().getMetadata().getNamespace(),
                                            twin.get().getMetadata().getName(),
                                            desired.connectName())));
        }
        Optional<ClusterSession> session = sessions.find(desired.cluster());
        ClusterView view = session.map(open -> open.observer().view())
                .orElseGet(() -> hasWorkers(cluster.get()) ? new ClusterView.NotYet() : new ClusterView.NoWorkers());
        boolean paused =
                Boolean.TRUE.equals(cluster.get().getSpec().getPaused()) || ConnectorParser.handsOff(connector);
        return switch (view) {
            case ClusterView.NotYet notYet -> new Result(null, memory, SOON, Doings.NONE);
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
            case ClusterView.Seen seen -> seen(connector, desired, seen, memory, session.orElseThrow(), paused);
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
        return new Result(
                new ConnectorFindings(desired, verdict, null, true, null, memory), memory, RESYNC, Doings.NONE);
    }

    private Result seen(
            Connector connector,
            DesiredConnector desired,
            ClusterView.Seen seen,
            Memory before,
            ClusterSession session,
            boolean paused) {
        Instant now = clock.instant();
        ObservedConnector observed = seen.connectors().get(desired.connectName());
        Restarts restarts = before.restarts()
                .seen(observed, desired.restartPolicy(), desired.connectName().hashCode(), now);
        Memory memory = (observed == null ? before : before.afterSight()).with(restarts);
        if (memory.writes().config() == null && ConfigAcceptance.holds(connector)) {
            memory = memory.withAccepted(desired.config());
        }
        Set<String> drift = Drift.keys(desired, observed, memory);
        List<Step> steps = ConnectorPlanner.plan(desired, observed, seen.asOf(), memory, now);
        boolean acts = steps.stream().anyMatch(step -> !(step instanceof Step.WaitUntil));
        if (acts && paused) {
            Verdict verdict = new Verdict.Waiting(
                    Reason.ReconciliationPaused,
                    "a change waits until spec.paused of ConnectCluster %s, or the annotation %s, is gone"
                            .formatted(desired.cluster().name(), ConnectorParser.PAUSED));
            return new Result(
                    new ConnectorFindings(desired, verdict, observed, false, null, memory),
                    memory,
                    RESYNC,
                    Doings.NONE);
        }
        ConnectorActor.Outcome outcome = actor.act(steps, desired, memory, session);
        Memory after = outcome.memory();
        boolean corrected = !drift.isEmpty() && outcome.done().contains(new Step.PutConfig());
        if (corrected) {
            after = after.with(after.corrections().and(now.truncatedTo(ChronoUnit.SECONDS)));
        }
        Verdict refusal = refusal(desired, after, drift);
        Verdict verdict = conclude(desired, observed, seen.asOf(), after, outcome.trouble(), refusal, acts);
        return new Result(
                new ConnectorFindings(desired, verdict, observed, false, refusal, after),
                after,
                again(verdict, after),
                new Doings(outcome.done(), corrected ? drift : Set.of()));
    }

    private @Nullable Verdict refusal(DesiredConnector desired, Memory memory, Set<String> drift) {
        Memory.Refusal refusal = memory.refusal();
        if (refusal != null && memory.refuses(desired.config(), clock.instant())) {
            return refusal.verdict();
        }
        return !drift.isEmpty() && memory.corrections().tooMany(clock.instant())
                ? new Verdict.Stalled(
                        Reason.ConfigContested,
                        "something else keeps changing %s on the workers; put right %d times and left alone until %s. Find out who does it"
                                .formatted(
                                        String.join(", ", drift),
                                        Corrections.MANY,
                                        memory.corrections().until()))
                : null;
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
        if (acted || !asOf.isAfter(memory.writes().last())) {
            return observed == null
                    ? new Verdict.Waiting(Reason.Creating, "the connector is being created")
                    : new Verdict.Waiting(Reason.Updating, "a change is being taken up");
        }
        if (desired.changesOffsets(memory)) {
            return new Verdict.Waiting(Reason.ChangingOffsets, "the connector is stopped to change its offsets");
        }
        return OffsetsVerdict.of(desired, memory, ConnectorVerdict.of(desired, observed, asOf, memory));
    }

    private Duration again(Verdict verdict, Memory memory) {
        if (verdict instanceof Verdict.Ready) {
            return RESYNC;
        }
        if (memory.refusal() != null && verdict.equals(memory.refusal().verdict())) {
            return positive(Duration.between(clock.instant(), memory.refusal().until()));
        }
        if (memory.restarts().nextAt() != null) {
            return positive(Duration.between(clock.instant(), memory.restarts().nextAt()));
        }
        if (memory.writes().failures() > 0) {
            Duration pause = SOON.multipliedBy(1L << Math.min(memory.writes().failures(), 7));
            return jittered(pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause);
        }
        // While a change is fresh its outcome is awaited; later only an observation that differs is news.
        boolean fresh = clock.instant()
                .isBefore(
                        memory.writes().last().equals(Instant.MIN)
                                ? Instant.MIN
                                : memory.writes().last().plus(ConnectorActor.CLOSE_WATCH));
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
