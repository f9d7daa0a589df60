package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.wrapped.RedactedConnectApi;
import dev.kafkaconnect.operator.connector.check.ConfigCheck;
import dev.kafkaconnect.operator.connector.check.ConfigCheck.Objection;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.refusal.OffsetsFault;
import dev.kafkaconnect.operator.connector.refusal.RecordSize;
import dev.kafkaconnect.operator.connector.refusal.RejectionParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of a plan on the workers, one after the other, until one fails. */
final class ConnectorActor {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorActor.class);

    private static final Backoff CHECKED_AGAIN = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5));

    private final ConnectorValues values;
    private final Clock clock;

    ConnectorActor(ConnectorValues values, Clock clock) {
        this.values = values;
        this.clock = clock;
    }

    AppliedSteps act(List<Step> steps, DesiredConnector desired, ReconcileState memory, RedactedSession session) {
        List<Step> sent =
                steps.stream().filter(step -> !(step instanceof Step.WaitUntil)).toList();
        return act(sent, AppliedSteps.none(memory), desired, session);
    }

    private AppliedSteps act(List<Step> steps, AppliedSteps soFar, DesiredConnector desired, RedactedSession session) {
        if (steps.isEmpty() || soFar.isStopped()) {
            return soFar;
        }
        Step step = steps.getFirst();
        AppliedSteps prepared = prepared(step, soFar, desired, session);
        AppliedSteps done = prepared.isStopped() ? prepared : sent(step, prepared, desired, session);
        return act(steps.subList(1, steps.size()), done, desired, session);
    }

    /** Finds out whether the step can be sent now. */
    private AppliedSteps prepared(Step step, AppliedSteps soFar, DesiredConnector desired, RedactedSession session) {
        try {
            AppliedSteps checked = sendsConfig(step) ? checked(soFar, desired, session) : soFar;
            return checked.isStopped()
                    ? checked
                    : obstacle(desired, session)
                            .map(why -> checked.stopped(checked.memory().afterPutOff(), why))
                            .orElse(checked);
        } catch (ConnectFault fault) {
            // A check may have been sent to the worker that leaves.
            return failed(step, soFar, desired, fault, obstacle(desired, session));
        } catch (InterruptedException stopping) {
            return interrupted(soFar);
        }
    }

    /** Has the configuration's values delivered, and the workers asked about it. */
    private AppliedSteps checked(AppliedSteps soFar, DesiredConnector desired, RedactedSession session)
            throws ConnectFault, InterruptedException {
        ReconcileState memory = soFar.memory();
        // Takes no permit of checks: whoever waits for values waits with all others, and one of them asks.
        Optional<Verdict> undelivered = values.deliver(desired, session);
        if (undelivered.isPresent()) {
            return soFar.stopped(memory.afterWait(), undelivered.get());
        }
        if (memory.approves(desired.config(), clock.instant())) {
            return soFar;
        }
        // Takes no permit of changes: a check that hangs must not keep the writes of others waiting.
        // Does not wait for a worker that leaves: the change need not wait for its check after that.
        return objection(desired, session)
                .map(objection -> objection.verdict() instanceof Verdict.Progressing passing
                        ? soFar.stopped(memory.afterFailure(passing, clock.instant()), passing)
                        : refused(soFar, desired, objection))
                .orElseGet(() -> soFar.with(memory.afterApproval(desired.config(), clock.instant())));
    }

    private AppliedSteps sent(Step step, AppliedSteps soFar, DesiredConnector desired, RedactedSession session) {
        AppliedSteps trying = step instanceof Step.ChangeOffsets
                ? soFar.with(soFar.memory().with(soFar.memory().offsets().tried(clock.instant())))
                : soFar;
        try {
            ReconcileState after = session.permitted(
                    desired.connectName(), () -> carryOut(step, desired, trying.memory(), session.api()));
            LOG.atInfo()
                    .addKeyValue("connector", desired.connectName())
                    .addKeyValue("cluster", desired.cluster())
                    .log(step.getClass().getSimpleName());
            AppliedSteps current = trying.with(after);
            return !(step instanceof Step.ChangeOffsets) || isDone(after.offsets()) ? current.and(step) : current;
        } catch (ConnectFault fault) {
            return failed(step, trying, desired, fault, Optional.empty());
        } catch (InterruptedException stopping) {
            return interrupted(trying);
        }
    }

    /** @param obstacle why the step would have to wait anyway */
    private AppliedSteps failed(
            Step step, AppliedSteps soFar, DesiredConnector desired, ConnectFault fault, Optional<Verdict> obstacle) {
        if (fault instanceof ConnectFault.AlreadyExists) {
            Verdict unseen = new Verdict.Progressing(
                    Reason.Starting, "the workers have the connector, but show no status of it yet");
            return soFar.stopped(soFar.memory().afterConflict(unseen, clock.instant()), unseen);
        }
        Optional<Verdict> refusal = sendsConfig(step) ? refusal(desired, fault) : Optional.empty();
        if (refusal.isPresent()) {
            return refused(soFar, desired, new Objection(refusal.get(), List.of()));
        }
        if (obstacle.isPresent()) {
            return soFar.stopped(soFar.memory().afterPutOff(), obstacle.get());
        }
        Verdict problem = problem(step, soFar.memory(), desired, fault);
        return soFar.stopped(soFar.memory().afterFailure(problem, clock.instant()), problem);
    }

    /** Why the workers do not take the configuration, if that is what the fault says. */
    private static Optional<Verdict> refusal(DesiredConnector desired, ConnectFault fault) {
        return fault instanceof ConnectFault.Rejected
                ? Optional.of(RejectionParser.verdict(desired, fault.text()))
                : RecordSize.refusal(desired.sent(), fault.text());
    }

    private static AppliedSteps interrupted(AppliedSteps soFar) {
        Thread.currentThread().interrupt();
        return soFar.stopped(soFar.memory(), new Verdict.Progressing(Reason.Updating, "the operator is stopping"));
    }

    private static Optional<Objection> objection(DesiredConnector desired, RedactedSession session)
            throws ConnectFault, InterruptedException {
        Optional<Objection> config =
                session.checked(desired.connectorClass(), () -> ConfigCheck.ask(session.api(), desired));
        return config.isPresent() ? config : DeadLetterCheck.ask(session, desired);
    }

    /** Why a change of the connector has to wait. */
    private static Optional<Verdict> obstacle(DesiredConnector desired, RedactedSession session) {
        return session.obstacle(desired.connectName()).map(ConnectorActor::busy);
    }

    private static boolean sendsConfig(Step step) {
        return step instanceof Step.Create || step instanceof Step.PutConfig;
    }

    private ReconcileState carryOut(Step step, DesiredConnector desired, ReconcileState memory, RedactedConnectApi api)
            throws ConnectFault {
        String name = desired.connectName();
        return switch (step) {
            case Step.Create create -> {
                api.create(name, desired.sent(), create.state());
                yield memory.afterCreate(desired.config(), clock.instant());
            }
            case Step.PutConfig put -> {
                Instant sent = clock.instant();
                api.putConfig(name, desired.sent());
                yield memory.afterPut(desired.config(), sent, clock.instant());
            }
            case Step.Pause pause -> {
                api.pause(name);
                yield memory.afterTransition(step, clock.instant());
            }
            case Step.Resume resume -> {
                api.resume(name);
                yield memory.afterTransition(step, clock.instant());
            }
            case Step.Stop stop -> {
                api.stop(name);
                yield memory.afterTransition(step, clock.instant());
            }
            case Step.Restart restart -> {
                api.restart(name, false);
                yield memory.afterRestart(desired.restartedAt(), clock.instant());
            }
            case Step.RestartFailed restart -> {
                api.restart(name, true);
                yield memory.afterRestartOfFailed(clock.instant());
            }
            case Step.ChangeOffsets change -> changeOffsets(desired, memory, api);
            case Step.WaitUntil wait -> memory;
        };
    }

    /** A change that the workers reject is over too: the status reports it, and it is not tried again under the same id. */
    private ReconcileState changeOffsets(DesiredConnector desired, ReconcileState memory, RedactedConnectApi api)
            throws ConnectFault {
        OffsetsChange change = Objects.requireNonNull(desired.offsets());
        Instant triedSince = Objects.requireNonNull(memory.offsets().triedSince());
        try {
            if (change.set().isEmpty()) {
                api.deleteOffsets(desired.connectName());
            } else {
                api.alterOffsets(desired.connectName(), change.set());
            }
            return afterOffsets(memory, change, null);
        } catch (ConnectFault fault) {
            if (!OffsetsFault.isFinal(fault) && !OffsetsFault.isGivenUp(fault, triedSince, clock.instant())) {
                throw fault;
            }
            return afterOffsets(memory, change, OffsetsFault.told(fault, desired));
        }
    }

    /** @param failure why the offsets are as they were, null when they were changed */
    private ReconcileState afterOffsets(ReconcileState memory, OffsetsChange change, @Nullable String failure) {
        Instant now = clock.instant();
        String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return memory.afterOffsets(new OffsetsChange.Result(change.id(), failure == null, failure, at), now);
    }

    private static boolean isDone(OffsetsProgress progress) {
        return progress.last() != null && progress.last().done();
    }

    private AppliedSteps refused(AppliedSteps soFar, DesiredConnector desired, Objection objection) {
        Instant now = clock.instant();
        ReconcileState.Refusal before = soFar.memory().refusal();
        Duration pause =
                CHECKED_AGAIN.after(before != null && before.config().equals(desired.config()) ? before.pause() : null);
        ReconcileState.Refusal refusal = new ReconcileState.Refusal(
                desired.config(), objection.verdict(), objection.errors(), now.plus(pause), pause);
        return soFar.stopped(soFar.memory().afterRefusal(refusal, now), objection.verdict());
    }

    private static Verdict busy(String why) {
        return new Verdict.Progressing(Reason.Rebalancing, "the workers are busy; retrying: " + why);
    }

    private static Verdict problem(Step step, ReconcileState memory, DesiredConnector desired, ConnectFault fault) {
        Instant triedSince = memory.offsets().triedSince();
        return step instanceof Step.ChangeOffsets && triedSince != null
                ? OffsetsFault.passing(fault, triedSince, desired)
                : repeated(fault);
    }

    private static Verdict repeated(ConnectFault fault) {
        return switch (fault) {
            case ConnectFault.Busy busy -> busy(busy.text());
            case ConnectFault.Unreachable silent ->
                new Verdict.Progressing(Reason.WorkerError, "retrying a request: " + silent.text());
            default ->
                new Verdict.Progressing(
                        Reason.WorkerError, "a request to the workers failed; retrying: " + fault.text());
        };
    }
}
