package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ConnectorParser.Outcome;
import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.ClusterView;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.Renewal;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.Redactor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a Connector: parse, look, plan, act. Called by the reconciler, which writes the status. */
final class ConnectorPass {

    /** Nothing is expected to happen, and whatever does sends an event. */
    static final Duration RESYNC = Duration.ofMinutes(5);

    /** Labels of namespaces, which decide about consent, send no event. */
    private static final Duration REFUSED = Duration.ofSeconds(15);

    /** Earlier values are still in use. */
    private static final Duration UNTIDY = Duration.ofSeconds(10);

    private final ConnectorGate gate;
    private final ClusterSessions sessions;
    private final ConnectorValues values;
    private final ConnectorActor actor;
    private final Clock clock;

    ConnectorPass(ConnectorGate gate, ClusterSessions sessions, ConnectorValues values, Clock clock) {
        this.gate = gate;
        this.sessions = sessions;
        this.values = values;
        this.actor = new ConnectorActor(values, clock);
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

    /**
     * One look at the workers.
     *
     * @param observed null when they have no such connector
     * @param asOf when they were asked
     * @param renewal whether the last change of the configuration is behind what they say
     */
    record Look(@Nullable ObservedConnector observed, Instant asOf, Renewal renewal) {}

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
        ClusterId cluster = ConnectorParser.clusterOf(connector);
        String name = ConnectorParser.connectName(connector);
        return sessions.find(cluster)
                .map(session -> session.observer().view())
                .filter(ClusterView.Seen.class::isInstance)
                .map(view -> ((ClusterView.Seen) view).connectors().get(name))
                .map(observed -> observed.redacted(values.redactor(cluster, name)));
    }

    private Result run(Connector connector, DesiredConnector desired, Optional<ConnectCluster> cluster, Memory memory) {
        Optional<Verdict> barred = gate.barred(connector, desired, cluster);
        return barred.isPresent()
                ? unknown(desired, memory, barred.get())
                : look(connector, desired, cluster.orElseThrow(), memory);
    }

    private Result look(Connector connector, DesiredConnector desired, ConnectCluster cluster, Memory memory) {
        Optional<ClusterSession> session = sessions.find(desired.cluster());
        ClusterView view = session.map(open -> open.observer().view())
                .orElseGet(() -> hasWorkers(cluster) ? new ClusterView.NotYet() : new ClusterView.NoWorkers());
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused()) || ConnectorParser.handsOff(connector);
        return switch (view) {
            case ClusterView.NotYet notYet -> new Result(null, memory, Conclusion.SOON, Doings.NONE);
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
            case ClusterView.Seen seen -> {
                ConnectorValues.Complete complete = values.complete(desired);
                Redactor redactor = complete.redactor();
                ObservedConnector observed = seen.connectors().get(desired.connectName());
                Look look = new Look(
                        observed == null ? null : observed.redacted(redactor),
                        seen.asOf(),
                        renewal(desired, observed, seen.asOf(), memory, session.orElseThrow()));
                Memory known = prepared(connector, complete.desired(), look, memory);
                yield seen(
                        complete.desired(), look, known, session.orElseThrow().redacted(redactor), paused);
            }
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
        Duration again = verdict.reason() == Reason.NamespaceNotAllowed ? REFUSED : RESYNC;
        return new Result(
                new ConnectorFindings(desired, verdict, null, true, null, memory), memory, again, Doings.NONE);
    }

    /** What rests begins no new run of which anything would be heard. */
    private static Renewal renewal(
            DesiredConnector desired,
            @Nullable ObservedConnector observed,
            Instant asOf,
            Memory memory,
            ClusterSession session) {
        Instant sent = memory.writes().sent();
        return sent == null || observed == null || desired.state() != TargetState.Running
                ? Renewal.Unknown
                : session.news().renewal(desired.connectName(), observed, sent, asOf);
    }

    /** What the look itself adds to what is remembered. */
    private Memory prepared(Connector connector, DesiredConnector desired, Look look, Memory before) {
        Restarts restarts = before.restarts()
                .seen(
                        look.observed(),
                        desired.restartPolicy(),
                        desired.connectName().hashCode(),
                        clock.instant());
        Memory memory = (look.observed() == null ? before : before.afterSight()).with(restarts);
        return memory.writes().config() == null
                        && desired.referenced().missing() == null
                        && ConfigAcceptance.holds(connector)
                ? memory.withAccepted(desired.config())
                : memory;
    }

    private Result seen(DesiredConnector desired, Look look, Memory memory, ClusterSession session, boolean paused) {
        Instant now = clock.instant();
        ObservedConnector observed = look.observed();
        Set<String> drift = Drift.keys(desired, observed, look.asOf(), memory);
        List<Step> steps = ConnectorPlanner.plan(desired, observed, look.asOf(), memory, now);
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
        Memory current =
                observed != null && steps.contains(new Step.PutConfig()) ? memory.replacing(observed.config()) : memory;
        ConnectorActor.Outcome outcome = actor.act(steps, desired, current, session);
        Memory after = outcome.memory();
        boolean corrected = !drift.isEmpty() && outcome.done().contains(new Step.PutConfig());
        if (corrected) {
            after = after.with(after.corrections().and(now.truncatedTo(ChronoUnit.SECONDS)));
        }
        boolean untidy = !acts && !paused && outcome.trouble() == null && values.tidy(desired, observed, session);
        Instant end = clock.instant();
        Conclusion conclusion = Conclusion.of(desired, look, after, outcome.trouble(), drift, acts, end);
        Duration again = conclusion.again(desired.restartPolicy(), after, end);
        return new Result(
                new ConnectorFindings(desired, conclusion.verdict(), observed, false, conclusion.refusal(), after),
                after,
                untidy ? sooner(again) : again,
                new Doings(outcome.done(), corrected ? drift : Set.of()));
    }

    private static Duration sooner(Duration again) {
        return again.compareTo(UNTIDY) > 0 ? UNTIDY : again;
    }
}
