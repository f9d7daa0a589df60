package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.RedactedConnectApi;
import dev.kafkaconnect.operator.connector.ConfigCheck.Objection;
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
import java.util.ArrayList;
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

    /** In place of a connector class, which it cannot be. */
    private static final String VALUES = "spec.configFrom";

    private final ConnectorValues values;
    private final Clock clock;

    ConnectorActor(ConnectorValues values, Clock clock) {
        this.values = values;
        this.clock = clock;
    }

    /**
     * @param memory with everything that was done
     * @param done the steps that were carried out
     * @param trouble what stopped the steps, null when all were carried out
     */
    record Outcome(
            ReconcileState memory,
            List<Step> done,
            @Nullable Verdict trouble) {}

    Outcome act(List<Step> steps, DesiredConnector desired, ReconcileState memory, RedactedSession session) {
        ReconcileState now = memory;
        List<Step> done = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.WaitUntil) {
                continue;
            }
            boolean sent = false;
            try {
                Optional<Verdict> undelivered = sendsConfig(step) ? undelivered(desired, session) : Optional.empty();
                if (undelivered.isPresent()) {
                    return new Outcome(now.afterWait(), done, undelivered.get());
                }
                if (sendsConfig(step) && !now.approves(desired.config(), clock.instant())) {
                    // Takes no permit of changes: a check that hangs must not keep the writes of others waiting.
                    // Does not wait for a worker that leaves: the change need not wait for its check after that.
                    Optional<Objection> objection = objection(desired, session);
                    if (objection.isPresent() && objection.get().verdict() instanceof Verdict.Waiting passing) {
                        return failed(now, done, passing);
                    }
                    if (objection.isPresent()) {
                        return refused(desired, now, done, objection.get());
                    }
                    now = now.afterApproval(desired.config(), clock.instant());
                }
                Optional<Verdict> obstacle = obstacle(desired, session);
                if (obstacle.isPresent()) {
                    return new Outcome(now.afterPutOff(), done, obstacle.get());
                }
                sent = true;
                ReconcileState before = step instanceof Step.ChangeOffsets
                        ? now.with(now.offsets().tried(clock.instant()))
                        : now;
                now = before;
                now = session.permitted(desired.connectName(), () -> carryOut(step, desired, before, session.api()));
                if (!(step instanceof Step.ChangeOffsets) || isDone(now.offsets())) {
                    done.add(step);
                }
                LOG.atInfo()
                        .addKeyValue("connector", desired.connectName())
                        .addKeyValue("cluster", desired.cluster())
                        .log(step.getClass().getSimpleName());
            } catch (ConnectFault.AlreadyExists unseen) {
                Verdict trouble = new Verdict.Waiting(
                        Reason.Starting, "the workers have the connector, but show no status of it yet");
                return new Outcome(now.afterConflict(trouble, clock.instant()), done, trouble);
            } catch (ConnectFault.Rejected rejected) {
                return sendsConfig(step)
                        ? refused(
                                desired,
                                now,
                                done,
                                new Objection(RejectionParser.verdict(desired, rejected.text()), List.of()))
                        : failed(now, done, step, desired, rejected);
            } catch (ConnectFault fault) {
                Optional<Verdict> tooLarge =
                        sendsConfig(step) ? RecordSize.refusal(desired.sent(), fault.text()) : Optional.empty();
                if (tooLarge.isPresent()) {
                    return refused(desired, now, done, new Objection(tooLarge.get(), List.of()));
                }
                // A check may have been sent to the worker that leaves.
                Optional<Verdict> obstacle = sent ? Optional.empty() : obstacle(desired, session);
                return obstacle.isPresent()
                        ? new Outcome(now.afterPutOff(), done, obstacle.get())
                        : failed(now, done, step, desired, fault);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return new Outcome(now, done, new Verdict.Waiting(Reason.Updating, "the operator is stopping"));
            }
        }
        return new Outcome(now, done, null);
    }

    /** Asks every worker, which counts as a check. */
    private Optional<Verdict> undelivered(DesiredConnector desired, RedactedSession session)
            throws ConnectFault, InterruptedException {
        return desired.referenced().files() == null
                ? Optional.empty()
                : session.checked(VALUES, () -> values.deliver(desired, session));
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
        String failure = null;
        try {
            if (change.set().isEmpty()) {
                api.deleteOffsets(desired.connectName());
            } else {
                api.alterOffsets(desired.connectName(), change.set());
            }
        } catch (ConnectFault fault) {
            if (!OffsetsFault.isFinal(fault) && !OffsetsFault.isGivenUp(fault, triedSince, clock.instant())) {
                throw fault;
            }
            failure = OffsetsFault.told(fault, desired);
        }
        Instant now = clock.instant();
        String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return memory.afterOffsets(new OffsetsChange.Result(change.id(), failure == null, failure, at), now);
    }

    private static boolean isDone(OffsetsProgress progress) {
        return progress.last() != null && progress.last().done();
    }

    private Outcome refused(DesiredConnector desired, ReconcileState memory, List<Step> done, Objection objection) {
        Instant now = clock.instant();
        ReconcileState.Refusal before = memory.refusal();
        Duration pause =
                CHECKED_AGAIN.after(before != null && before.config().equals(desired.config()) ? before.pause() : null);
        ReconcileState.Refusal refusal = new ReconcileState.Refusal(
                desired.config(), objection.verdict(), objection.errors(), now.plus(pause), pause);
        return new Outcome(memory.afterRefusal(refusal, now), done, objection.verdict());
    }

    private static Verdict busy(String why) {
        return new Verdict.Waiting(Reason.Rebalancing, "the workers are busy; retrying: " + why);
    }

    private Outcome failed(
            ReconcileState memory, List<Step> done, Step step, DesiredConnector desired, ConnectFault fault) {
        Instant triedSince = memory.offsets().triedSince();
        Verdict verdict = step instanceof Step.ChangeOffsets && triedSince != null
                ? OffsetsFault.passing(fault, triedSince, desired)
                : repeated(fault);
        return failed(memory, done, verdict);
    }

    private static Verdict repeated(ConnectFault fault) {
        return switch (fault) {
            case ConnectFault.Busy busy -> busy(busy.text());
            case ConnectFault.Unreachable silent ->
                new Verdict.Waiting(Reason.WorkerError, "retrying a request: " + silent.text());
            default ->
                new Verdict.Waiting(Reason.WorkerError, "a request to the workers failed; retrying: " + fault.text());
        };
    }

    private Outcome failed(ReconcileState memory, List<Step> done, Verdict trouble) {
        return new Outcome(memory.afterFailure(trouble, clock.instant()), done, trouble);
    }
}
