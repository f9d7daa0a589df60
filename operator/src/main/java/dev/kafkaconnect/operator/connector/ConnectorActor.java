package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.ConfigCheck.Objection;
import dev.kafkaconnect.operator.observe.ClusterSession;
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

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

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
    record Outcome(Memory memory, List<Step> done, @Nullable Verdict trouble) {}

    Outcome act(List<Step> steps, DesiredConnector desired, Memory memory, ClusterSession session) {
        Memory now = memory;
        List<Step> done = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.WaitUntil) {
                continue;
            }
            Optional<Verdict> undelivered = sendsConfig(step) ? values.deliver(desired, session) : Optional.empty();
            if (undelivered.isPresent()) {
                return new Outcome(now, done, undelivered.get());
            }
            boolean sent = false;
            try {
                if (sendsConfig(step) && !now.approves(desired.config(), clock.instant())) {
                    // Takes no permit: a check that hangs must not keep the writes of others waiting.
                    // Does not wait for a worker that leaves: the change need not wait for its check after that.
                    Optional<Objection> objection = objection(desired, session);
                    if (objection.isPresent() && objection.get().verdict() instanceof Verdict.Waiting passing) {
                        return new Outcome(now.afterFailure(clock.instant()), done, passing);
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
                Memory before = now;
                now = session.permitted(desired.connectName(), () -> carryOut(step, desired, before, session.api()));
                done.add(step);
                LOG.atInfo()
                        .addKeyValue("connector", desired.connectName())
                        .addKeyValue("cluster", desired.cluster())
                        .log(step.getClass().getSimpleName());
            } catch (ConnectFault.AlreadyExists unseen) {
                return new Outcome(
                        now.afterFailure(clock.instant()),
                        done,
                        new Verdict.Waiting(
                                Reason.Starting, "the workers have the connector, but show no status of it yet"));
            } catch (ConnectFault.Rejected rejected) {
                return sendsConfig(step)
                        ? refused(
                                desired,
                                now,
                                done,
                                new Objection(Refusals.verdict(desired, rejected.text()), List.of()))
                        : failed(now, done, rejected);
            } catch (ConnectFault fault) {
                // A check may have been sent to the worker that leaves.
                Optional<Verdict> obstacle = sent ? Optional.empty() : obstacle(desired, session);
                return obstacle.isPresent()
                        ? new Outcome(now.afterPutOff(), done, obstacle.get())
                        : failed(now, done, fault);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return new Outcome(now, done, new Verdict.Waiting(Reason.Updating, "the operator is stopping"));
            }
        }
        return new Outcome(now, done, null);
    }

    private static Optional<Objection> objection(DesiredConnector desired, ClusterSession session) throws ConnectFault {
        Optional<Objection> config = ConfigCheck.ask(session.api(), desired);
        return config.isPresent() ? config : DeadLetterCheck.ask(session, desired);
    }

    /** Why a change of the connector has to wait. */
    private static Optional<Verdict> obstacle(DesiredConnector desired, ClusterSession session) {
        return session.changes().obstacle(desired.connectName()).map(ConnectorActor::busy);
    }

    private static boolean sendsConfig(Step step) {
        return step instanceof Step.Create || step instanceof Step.PutConfig;
    }

    private Memory carryOut(Step step, DesiredConnector desired, Memory memory, ConnectApi api) throws ConnectFault {
        String name = desired.connectName();
        return switch (step) {
            case Step.Create create -> {
                api.create(name, desired.config(), create.state());
                yield memory.afterCreate(desired.config(), clock.instant());
            }
            case Step.PutConfig put -> {
                Instant sent = clock.instant();
                api.putConfig(name, desired.config());
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
                yield memory.afterRestart(memory.restarts(), desired.restartedAt(), clock.instant());
            }
            case Step.RestartFailed restart -> {
                api.restart(name, true);
                Restarts done = memory.restarts().done(clock.instant());
                yield memory.afterRestart(done, memory.chronicle().restartedAt(), clock.instant());
            }
            case Step.ChangeOffsets change -> changeOffsets(desired, memory, api);
            case Step.WaitUntil wait -> memory;
        };
    }

    /** A change that the workers refuse is over too: it is told in the status and not tried again under the same id. */
    private Memory changeOffsets(DesiredConnector desired, Memory memory, ConnectApi api) throws ConnectFault {
        OffsetsChange change = Objects.requireNonNull(desired.offsets());
        String refused = null;
        try {
            if (change.set().isEmpty()) {
                api.deleteOffsets(desired.connectName());
            } else {
                api.alterOffsets(desired.connectName(), change.set());
            }
        } catch (ConnectFault.Rejected rejected) {
            if (rejected.text().contains("must be in the STOPPED state")) {
                throw new ConnectFault.Busy(rejected.text());
            }
            refused = rejected.text();
        } catch (ConnectFault.Crashed crashed) {
            refused = crashed.text();
        }
        Instant now = clock.instant();
        String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return memory.afterOffsets(new OffsetsChange.Result(change.id(), refused == null, refused, at), now);
    }

    private Outcome refused(DesiredConnector desired, Memory memory, List<Step> done, Objection objection) {
        Instant now = clock.instant();
        Memory.Refusal before = memory.refusal();
        Duration pause = before != null && before.config().equals(desired.config())
                ? before.pause().multipliedBy(2)
                : FIRST_PAUSE;
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        Memory.Refusal refusal = new Memory.Refusal(
                desired.config(), objection.verdict(), objection.errors(), now.plus(bounded), bounded);
        return new Outcome(memory.afterRefusal(refusal, now), done, objection.verdict());
    }

    private static Verdict busy(String why) {
        return new Verdict.Waiting(Reason.Rebalancing, "the workers are busy; the request is repeated: " + why);
    }

    private Outcome failed(Memory memory, List<Step> done, ConnectFault fault) {
        Verdict verdict = switch (fault) {
            case ConnectFault.Busy busy -> busy(busy.text());
            case ConnectFault.Unreachable silent ->
                new Verdict.Waiting(Reason.WorkerError, "a request is repeated: " + silent.text());
            default ->
                new Verdict.Waiting(
                        Reason.WorkerError, "the workers failed at the request, it is repeated: " + fault.text());
        };
        return new Outcome(memory.afterFailure(clock.instant()), done, verdict);
    }
}
