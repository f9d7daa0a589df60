package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.plan.ConfigAcceptance;
import dev.kafkaconnect.operator.connector.plan.ConnectorPlanner;
import dev.kafkaconnect.operator.connector.plan.Drift;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Restarts;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.connector.verdict.Observation;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a Connector: parse, look, plan, act. Called by the reconciler, which writes the status. */
final class ConnectorReconciliation {

    /** A silence of the workers that is shorter changes the status of the ConnectCluster and of no Connector. */
    static final Duration BRIEF = Duration.ofSeconds(10);

    /** What would let it go on may send no event. */
    private static final Duration WITHHELD = Duration.ofSeconds(30);

    /** How long a poll of the workers may be overdue until it is reported. */
    static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    /** Earlier values are still in use. */
    private static final Duration UNTIDY = Duration.ofSeconds(10);

    private final RedactedSessions sessions;
    private final ConnectorValues values;
    private final SharedGroups groups;
    private final ConnectorActor actor;
    private final OffsetsOnce offsets;
    private final Clock clock;

    ConnectorReconciliation(
            RedactedSessions sessions, ConnectorValues values, SharedGroups groups, OffsetsOnce offsets, Clock clock) {
        this.sessions = sessions;
        this.values = values;
        this.groups = groups;
        this.actor = new ConnectorActor(values, clock);
        this.offsets = offsets;
        this.clock = clock;
    }

    /**
     * @param findings for the status; null when nothing is known yet that would be truer than the status there is
     * @param memory to be handed to the next pass
     * @param again when to look again at the latest
     * @param appliedSteps what was done, for events
     */
    record Result(
            @Nullable ConnectorFindings findings, ReconcileState memory, Duration again, AppliedSteps appliedSteps) {}

    /**
     * @param steps that were carried out
     * @param corrected keys that another client had changed
     */
    record AppliedSteps(List<Step> steps, Set<String> corrected) {
        static final AppliedSteps NONE = new AppliedSteps(List.of(), Set.of());
    }

    /** @param barred what keeps the Connector from being looked after; when nothing does, the cluster exists */
    Result run(Connector connector, Optional<ConnectCluster> cluster, Optional<Verdict> barred, ReconcileState memory) {
        return switch (ConnectorParser.parse(connector)) {
            case Outcome.Invalid invalid -> {
                ObservedConnector observed =
                        barred.isPresent() ? null : seen(connector).orElse(null);
                yield new Result(
                        new ConnectorFindings(
                                null, invalid.verdict(), observed, observed == null, invalid.verdict(), memory),
                        memory,
                        Assessment.RESYNC,
                        AppliedSteps.NONE);
            }
            case Outcome.Parsed parsed ->
                barred.isPresent()
                        ? unknown(parsed.desired(), memory, barred.get())
                        : look(connector, parsed.desired(), cluster.orElseThrow(), memory);
        };
    }

    /** A connector whose new spec makes no sense goes on running with the old one, and is shown as it runs. */
    private Optional<ObservedConnector> seen(Connector connector) {
        ClusterId cluster = ConnectorParser.clusterOf(connector);
        String name = ConnectorParser.connectName(connector);
        return sessions.find(cluster, text -> values.redactor(cluster, name).apply(text))
                .map(session -> session.view(name))
                .filter(ClusterView.Seen.class::isInstance)
                .map(view -> ((ClusterView.Seen) view).connectors().get(name));
    }

    private Result look(Connector connector, DesiredConnector desired, ConnectCluster cluster, ReconcileState memory) {
        ConnectorValues.Lookup lookup = values.lookup(desired);
        Optional<RedactedSession> session = sessions.find(desired.cluster(), lookup::redact);
        ClusterView view = session.map(open -> open.view(desired.connectName()))
                .orElseGet(() -> hasWorkers(cluster) ? new ClusterView.NotYet() : new ClusterView.NoWorkers());
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused()) || ConnectorParser.handsOff(connector);
        return switch (view) {
            case ClusterView.NotYet notYet -> notYet(desired, memory);
            case ClusterView.NoWorkers none ->
                unknown(
                        desired,
                        memory,
                        new Verdict.Waiting(
                                Reason.ClusterNotReady,
                                "no worker of ConnectCluster %s is ready"
                                        .formatted(desired.cluster().name())));
            case ClusterView.Unreachable silent
            when untilTold(silent, clock.instant()).isPositive() ->
                new Result(null, memory, untilTold(silent, clock.instant()), AppliedSteps.NONE);
            case ClusterView.Unreachable silent ->
                unknown(desired, memory, new Verdict.Unclear(Reason.RestUnreachable, lastSeen(silent)));
            case ClusterView.Seen seen -> {
                DesiredConnector complete = lookup.complete().desired();
                ObservedConnector observed = seen.connectors().get(desired.connectName());
                Observation look = new Observation(
                        observed, seen.asOf(), evidence(desired, observed, seen.asOf(), memory, session.orElseThrow()));
                ReconcileState known = prepared(connector, complete, look, memory);
                Optional<Verdict> heldBack = observed == null ? groups.heldBack(connector) : Optional.empty();
                yield heldBack.isPresent()
                        ? withheld(complete, known, heldBack.get())
                        : seen(complete, look, known, session.orElseThrow(), paused);
            }
        };
    }

    /** An existing sink keeps its group, and its status names those that share it; a new one is not created. */
    private static Result withheld(DesiredConnector desired, ReconcileState memory, Verdict verdict) {
        return new Result(
                new ConnectorFindings(desired, verdict, null, false, verdict, memory),
                memory,
                WITHHELD,
                AppliedSteps.NONE);
    }

    /** The first look wakes the connector. Until then the old status is the best there is, but not for long. */
    private Result notYet(DesiredConnector desired, ReconcileState memory) {
        Instant end = sessions.awaitedSince(desired.cluster()).plus(FIRST_LOOK);
        Duration left = Duration.between(clock.instant(), end);
        return left.isPositive()
                ? new Result(null, memory, left, AppliedSteps.NONE)
                : unknown(
                        desired,
                        memory,
                        new Verdict.Unclear(
                                Reason.ClusterNotReady,
                                "the workers of ConnectCluster %s have not been polled yet; see its status for the reason"
                                        .formatted(desired.cluster().name())));
    }

    /** After a restart of the operator the workers are about to be asked; until then the old status is the best there is. */
    private static boolean hasWorkers(ConnectCluster cluster) {
        Integer ready = cluster.getStatus() == null ? null : cluster.getStatus().getReadyReplicas();
        return ready != null && ready > 0;
    }

    /** How much longer the status stays as it is; zero when the silence is to be told. */
    static Duration untilTold(ClusterView.Unreachable silent, Instant now) {
        return silent.lastSeen().isAfter(now.minus(BRIEF))
                ? Duration.between(now.minus(BRIEF), silent.lastSeen())
                : Duration.ZERO;
    }

    private static String lastSeen(ClusterView.Unreachable silent) {
        return silent.lastSeen().equals(Instant.MIN)
                ? silent.message()
                : "%s; last seen at %s".formatted(silent.message(), silent.lastSeen());
    }

    private static Result unknown(DesiredConnector desired, ReconcileState memory, Verdict verdict) {
        return new Result(
                new ConnectorFindings(desired, verdict, null, true, null, memory),
                memory,
                Assessment.RESYNC,
                AppliedSteps.NONE);
    }

    /** What rests begins no new run of which anything would be heard. */
    private static RestartEvidence evidence(
            DesiredConnector desired,
            @Nullable ObservedConnector observed,
            Instant asOf,
            ReconcileState memory,
            RedactedSession session) {
        Instant sent = memory.writes().sent();
        return sent == null || observed == null || desired.state() != TargetState.Running
                ? RestartEvidence.Unknown
                : session.evidence(desired.connectName(), observed, sent, asOf);
    }

    /** What the look itself adds to what is remembered. */
    private ReconcileState prepared(
            Connector connector, DesiredConnector desired, Observation look, ReconcileState before) {
        Restarts restarts = look.outcomeIsAwaited(before)
                ? before.restarts()
                : before.restarts()
                        .seen(
                                look.observed(),
                                desired.restartPolicy(),
                                desired.connectName().hashCode(),
                                clock.instant());
        boolean idle = look.observed() != null && look.observed().idle();
        ReconcileState memory = (look.observed() == null ? before : before.afterSight())
                .with(restarts)
                .idleSince(idle ? look.asOf() : null);
        // One that differs at the first look may be what an earlier operator made of the same spec.
        boolean sameAsBefore =
                look.observed() == null || look.observed().config().equals(desired.config());
        return memory.writes().config() == null
                        && sameAsBefore
                        && desired.referenced().missing() == null
                        && ConfigAcceptance.holds(connector)
                ? memory.withAccepted(desired.config())
                : memory;
    }

    private Result seen(
            DesiredConnector desired, Observation look, ReconcileState known, RedactedSession session, boolean paused) {
        Instant now = clock.instant();
        ObservedConnector observed = look.observed();
        OffsetsOnce.Settled settled = offsets.before(desired, observed, look.asOf(), known);
        ReconcileState memory = settled.memory();
        Set<String> drift = Drift.keys(desired, observed, look.asOf(), memory);
        List<Step> steps = ConnectorPlanner.plan(desired, observed, look.asOf(), memory, now);
        boolean acts = steps.stream().anyMatch(step -> !(step instanceof Step.WaitUntil));
        if (acts && paused) {
            Verdict verdict = new Verdict.Waiting(
                    Reason.ReconciliationPaused,
                    "a change is pending; set spec.paused of ConnectCluster %s to false, or remove the annotation %s"
                            .formatted(desired.cluster().name(), ConnectorParser.PAUSED));
            return new Result(
                    new ConnectorFindings(desired, verdict, observed, false, null, memory),
                    memory,
                    Assessment.RESYNC,
                    AppliedSteps.NONE);
        }
        ReconcileState current =
                observed != null && steps.contains(new Step.PutConfig()) ? memory.replacing(observed.config()) : memory;
        ConnectorActor.Outcome outcome = actor.act(steps, desired, current, session);
        OffsetsOnce.Settled kept = steps.contains(new Step.ChangeOffsets())
                ? offsets.keep(desired, outcome.memory())
                : new OffsetsOnce.Settled(outcome.memory(), settled.trouble());
        ReconcileState after = kept.memory();
        Verdict trouble = outcome.trouble() == null ? kept.trouble() : outcome.trouble();
        boolean corrected = !drift.isEmpty() && outcome.done().contains(new Step.PutConfig());
        if (corrected) {
            after = after.with(after.driftGuard().and(now.truncatedTo(ChronoUnit.SECONDS)));
        }
        boolean untidy = !acts && !paused && trouble == null && values.tidy(desired, observed, session);
        Instant end = clock.instant();
        Assessment assessment = Assessment.of(desired, look, after, trouble, drift, acts, end);
        if (trouble == null && assessment.verdict().reason() == Reason.ValuesPending) {
            after = after.afterWait();
        }
        Verdict verdict = assessment.verdict() instanceof Verdict.Ready && !paused
                ? DeadLetterCheck.later(session, desired).orElse(assessment.verdict())
                : assessment.verdict();
        Duration again = assessment.again(desired.restartPolicy(), after, end);
        return new Result(
                new ConnectorFindings(desired, verdict, observed, false, assessment.refusal(), after),
                after,
                untidy ? sooner(again) : again,
                new AppliedSteps(outcome.done(), corrected ? drift : Set.of()));
    }

    private static Duration sooner(Duration again) {
        return again.compareTo(UNTIDY) > 0 ? UNTIDY : again;
    }
}
