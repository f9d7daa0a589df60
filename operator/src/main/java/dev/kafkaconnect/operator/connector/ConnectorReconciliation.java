package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.advice.SharedGroups;
import dev.kafkaconnect.operator.connector.ownership.GatedConnector;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.ConnectorPlanner;
import dev.kafkaconnect.operator.connector.plan.Decision;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.StateAfterLook;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.connector.verdict.WorkerSilence;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a Connector, in five stages: {@code resolve} reads, {@code validate} finds out whether anything can be done,
 * {@code decide} plans, {@code act} changes the workers, {@code assess} judges. Two effects are outside of {@code act}: {@link
 * OffsetsOnce#before} stores that a change of offsets begins before it is decided what to do for it, and {@link
 * DeadLetterCheck#later} sees to the topic of a connector that was judged to be ready. Called by {@link ConnectorReconciler}, which
 * writes the status; must not know the Kubernetes API.
 */
final class ConnectorReconciliation {

    /** What would let it go on may send no event. */
    private static final Duration WITHHELD = Duration.ofSeconds(30);

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

    /** Either what can be acted on, or the end of the pass. */
    private sealed interface Validated {}

    /**
     * @param memory with what the look at the workers adds
     * @param paused whether nothing is to be changed
     */
    private record Actionable(
            DesiredConnector desired, Observation look, RedactedSession session, ReconcileState memory, boolean paused)
            implements Validated {}

    /**
     * @param findings for the status; null when nothing is known yet that would be truer than the status there is
     * @param again when to look again at the latest
     * @param applied what was done, with what is to be handed to the next pass
     * @param session with workers that have answered
     */
    record Result(
            @Nullable ConnectorFindings findings,
            Duration again,
            AppliedSteps applied,
            Optional<RedactedSession> session)
            implements Validated {

        static Result of(ConnectorFindings findings, Duration again) {
            return new Result(findings, again, AppliedSteps.none(findings.memory()), Optional.empty());
        }

        static Result nothingNew(ReconcileState memory, Duration again) {
            return new Result(null, again, AppliedSteps.none(memory), Optional.empty());
        }

        ReconcileState memory() {
            return applied.memory();
        }

        /** Whether the status changes with the passing of time. */
        boolean awaitsOthers() {
            return findings != null && findings.verdict() instanceof Verdict.Awaiting;
        }
    }

    Result run(GatedConnector gated, ReconcileState memory) {
        ConnectorInputs inputs = resolve(gated, memory);
        return switch (validate(inputs, memory, clock.instant())) {
            case Result ended -> ended;
            case Actionable ready -> carryOut(ready, recorded(ready));
        };
    }

    /** The one effect before it is decided what to do. */
    private OffsetsOnce.Settled recorded(Actionable ready) {
        return offsets.before(
                ready.desired(), ready.look().observed(), ready.look().asOf(), ready.memory());
    }

    private Result carryOut(Actionable ready, OffsetsOnce.Settled settled) {
        Instant now = clock.instant();
        Decision decision = ConnectorPlanner.decide(ready.desired(), ready.look(), settled.memory(), now);
        if (decision.acts() && ready.paused()) {
            return paused(ready, settled.memory());
        }
        return assess(ready, decision, act(ready, decision, settled, now), clock.instant());
    }

    private ConnectorInputs resolve(GatedConnector gated, ReconcileState memory) {
        return switch (gated.spec()) {
            case ConnectorParser.Outcome.Invalid invalid ->
                new ConnectorInputs.Invalid(invalid.verdict(), gated.isBarred() ? null : shown(gated.connector()));
            case ConnectorParser.Outcome.Parsed parsed ->
                gated.barred()
                        .<ConnectorInputs>map(why -> new ConnectorInputs.Barred(parsed.desired(), why))
                        .orElseGet(() -> asked(gated, parsed.desired(), memory));
        };
    }

    private @Nullable ObservedConnector shown(Connector connector) {
        ClusterId cluster = ConnectorParser.clusterOf(connector);
        String name = ConnectorParser.connectName(connector);
        return sessions.find(cluster, text -> values.redactor(cluster, name).apply(text))
                .map(session -> session.view(name))
                .filter(ClusterView.Seen.class::isInstance)
                .map(view -> ((ClusterView.Seen) view).connectors().get(name))
                .orElse(null);
    }

    private ConnectorInputs asked(GatedConnector gated, DesiredConnector desired, ReconcileState memory) {
        ConnectorValues.Lookup lookup = values.lookup(desired);
        Optional<RedactedSession> session = sessions.find(desired.cluster(), lookup::redact);
        ClusterView view = session.map(open -> open.view(desired.connectName()))
                .orElseGet(() -> gated.hasWorkers() ? new ClusterView.NotYet() : new ClusterView.NoWorkers());
        return switch (view) {
            case ClusterView.Seen seen ->
                answered(gated, lookup.complete().desired(), seen, session.orElseThrow(), memory);
            case ClusterView.NotYet notYet ->
                new ConnectorInputs.Unanswered(desired, notYet, awaitedSince(desired, session));
            default -> new ConnectorInputs.Unanswered(desired, view, Instant.MIN);
        };
    }

    private Instant awaitedSince(DesiredConnector desired, Optional<RedactedSession> session) {
        return session.flatMap(open -> open.unreadSince(desired.connectName()))
                .orElseGet(() -> sessions.awaitedSince(desired.cluster()));
    }

    private ConnectorInputs answered(
            GatedConnector gated,
            DesiredConnector desired,
            ClusterView.Seen seen,
            RedactedSession session,
            ReconcileState memory) {
        ObservedConnector observed = seen.connectors().get(desired.connectName());
        // What rests begins no new run of which anything would be heard.
        Instant sent = observed == null || desired.state() != TargetState.Running
                ? null
                : memory.writes().sent();
        RestartEvidence evidence = observed == null || sent == null
                ? RestartEvidence.Unknown
                : session.evidence(desired.connectName(), observed, sent, seen.asOf());
        return new ConnectorInputs.Answered(
                gated.connector(),
                desired,
                new Observation(observed, seen.asOf(), evidence, session.lastBegun()),
                session,
                observed == null ? groups.heldBack(gated.connector()) : Optional.empty(),
                gated.isPaused());
    }

    private static Validated validate(ConnectorInputs inputs, ReconcileState memory, Instant now) {
        return switch (inputs) {
            case ConnectorInputs.Invalid invalid ->
                Result.of(ConnectorFindings.invalid(invalid.verdict(), invalid.observed(), memory), Assessment.RESYNC);
            case ConnectorInputs.Barred barred ->
                Result.of(ConnectorFindings.unseen(barred.desired(), barred.verdict(), memory), Assessment.RESYNC);
            case ConnectorInputs.Unanswered silent -> silent(silent, memory, now);
            case ConnectorInputs.Answered answered ->
                answered(
                        answered,
                        StateAfterLook.of(answered.connector(), answered.desired(), answered.look(), memory, now));
        };
    }

    private static Result silent(ConnectorInputs.Unanswered silent, ReconcileState memory, Instant now) {
        Duration left = WorkerSilence.untilTold(silent.view(), silent.awaitedSince(), now);
        Verdict verdict = WorkerSilence.verdict(silent.view(), silent.desired().cluster());
        return left.isPositive()
                ? Result.nothingNew(memory, left)
                : Result.of(ConnectorFindings.unseen(silent.desired(), verdict, memory), Assessment.RESYNC);
    }

    /** An existing sink keeps its group, and its status names those that share it; a new one is not created. */
    private static Validated answered(ConnectorInputs.Answered answered, ReconcileState memory) {
        return answered.heldBack()
                .<Validated>map(why -> Result.of(
                        ConnectorFindings.seen(answered.desired(), why, null, memory)
                                .refused(why),
                        WITHHELD))
                .orElseGet(() -> new Actionable(
                        answered.desired(), answered.look(), answered.session(), memory, answered.paused()));
    }

    private static Result paused(Actionable ready, ReconcileState memory) {
        Verdict verdict = new Verdict.Progressing(
                Reason.ReconciliationPaused,
                "a change is pending; set spec.paused of ConnectCluster %s to false, or remove the annotation %s"
                        .formatted(ready.desired().cluster().name(), ConnectorParser.PAUSED));
        return new Result(
                ConnectorFindings.seen(ready.desired(), verdict, ready.look().observed(), memory),
                Assessment.RESYNC,
                AppliedSteps.none(memory),
                Optional.of(ready.session()));
    }

    private AppliedSteps act(Actionable ready, Decision decision, OffsetsOnce.Settled settled, Instant now) {
        ObservedConnector observed = ready.look().observed();
        ReconcileState memory = observed != null && decision.replacesConfig()
                ? settled.memory().replacing(observed.config())
                : settled.memory();
        AppliedSteps sent = actor.act(decision.steps(), ready.desired(), memory, ready.session());
        AppliedSteps applied = (decision.changesOffsets() ? stored(ready.desired(), sent) : sent)
                .orStopped(settled.problem())
                .correcting(decision.drift(), now);
        boolean tidies = !decision.acts() && !ready.paused() && !applied.isStopped();
        return applied.untidy(tidies && values.tidy(ready.desired(), ready.look(), ready.session()));
    }

    private AppliedSteps stored(DesiredConnector desired, AppliedSteps sent) {
        OffsetsOnce.Settled kept = offsets.keep(desired, sent.memory());
        return sent.with(kept.memory()).orStopped(kept.problem());
    }

    private Result assess(Actionable ready, Decision decision, AppliedSteps applied, Instant now) {
        Assessment assessment = Assessment.of(ready.desired(), ready.look(), decision, applied, now);
        AppliedSteps remembered = applied.with(assessment.remembered(applied));
        Verdict verdict = assessment.verdict() instanceof Verdict.Ready && !ready.paused()
                ? DeadLetterCheck.later(ready.session(), ready.desired()).orElse(assessment.verdict())
                : assessment.verdict();
        Duration again = assessment.again(ready.desired().restartPolicy(), remembered.memory(), now);
        return new Result(
                ConnectorFindings.seen(ready.desired(), verdict, ready.look().observed(), remembered.memory())
                        .refused(assessment.refusal()),
                applied.untidy() && again.compareTo(UNTIDY) > 0 ? UNTIDY : again,
                remembered,
                Optional.of(ready.session()));
    }
}
