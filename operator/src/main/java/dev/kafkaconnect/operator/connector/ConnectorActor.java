package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of a plan on the workers, one after the other, until one fails. */
final class ConnectorActor {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorActor.class);

    /** How long a change is watched at the quick pace. */
    static final Duration CLOSE_WATCH = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Clock clock;

    ConnectorActor(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param memory with everything that was done
     * @param trouble what stopped the steps, null when all were carried out
     */
    record Outcome(Memory memory, @Nullable Verdict trouble) {}

    Outcome act(List<Step> steps, DesiredConnector desired, Memory memory, ClusterSession session) {
        Memory now = memory;
        for (Step step : steps) {
            if (step instanceof Step.WaitUntil) {
                continue;
            }
            try {
                session.writePermits().acquire();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return new Outcome(now, new Verdict.Waiting(Reason.Updating, "the operator is stopping"));
            }
            try {
                now = carryOut(step, desired, now, session.api());
                LOG.atInfo()
                        .addKeyValue("connector", desired.connectName())
                        .addKeyValue("cluster", desired.cluster())
                        .log(step.getClass().getSimpleName());
            } catch (ConnectFault.AlreadyExists unseen) {
                now = now.afterCreate(clock.instant());
            } catch (ConnectFault.Rejected rejected) {
                if (step instanceof Step.Create || step instanceof Step.PutConfig) {
                    return refused(desired, now, rejected);
                }
                return failed(now, rejected);
            } catch (ConnectFault fault) {
                return failed(now, fault);
            } finally {
                session.writePermits().release();
                session.observer().watchClosely(CLOSE_WATCH);
            }
        }
        return new Outcome(now, null);
    }

    private Memory carryOut(Step step, DesiredConnector desired, Memory memory, ConnectApi api) throws ConnectFault {
        String name = desired.connectName();
        switch (step) {
            case Step.Create create -> {
                api.create(name, desired.config(), create.state());
                return memory.afterCreate(clock.instant());
            }
            case Step.PutConfig put -> {
                api.putConfig(name, desired.config());
                return memory.afterPut(clock.instant());
            }
            case Step.Pause pause -> api.pause(name);
            case Step.Resume resume -> api.resume(name);
            case Step.Stop stop -> api.stop(name);
            case Step.Restart restart -> api.restart(name, false);
            case Step.WaitUntil wait -> {
                return memory;
            }
        }
        return memory.afterTransition(step, clock.instant());
    }

    private Outcome refused(DesiredConnector desired, Memory memory, ConnectFault.Rejected rejected) {
        Instant now = clock.instant();
        Verdict verdict = Refusals.verdict(desired, rejected.text());
        Memory.Refusal before = memory.refusal();
        Duration pause = before != null && before.config().equals(desired.config())
                ? before.pause().multipliedBy(2)
                : FIRST_PAUSE;
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return new Outcome(
                memory.afterRefusal(new Memory.Refusal(desired.config(), verdict, now.plus(bounded), bounded), now),
                verdict);
    }

    private Outcome failed(Memory memory, ConnectFault fault) {
        Verdict verdict = switch (fault) {
            case ConnectFault.Busy busy ->
                new Verdict.Waiting(
                        Reason.Rebalancing, "the workers are busy; the request is repeated: " + busy.text());
            case ConnectFault.Unreachable silent -> new Verdict.Unclear(Reason.RestUnreachable, silent.text());
            default ->
                new Verdict.Waiting(
                        Reason.WorkerError, "the workers failed at the request, it is repeated: " + fault.text());
        };
        return new Outcome(memory.afterFailure(clock.instant()), verdict);
    }
}
