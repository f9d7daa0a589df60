package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a plan is made for, in the words of a table. */
record Situation(DesiredConnector desired, @Nullable ObservedConnector observed, ReconcileState memory) {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant VIEW = NOW.minusMillis(500);
    private static final Map<String, String> WANTED = Map.of("topic", "lines");
    private static final Map<String, String> ANOTHER = Map.of("topic", "words");

    static Situation of(String wanted, String seen, String config, RunState... tasks) {
        ObservedConnector observed = seen.equals("absent")
                ? null
                : Observations.connector(config(config), RunState.valueOf(seen), null, tasks);
        return new Situation(Given.desired(WANTED, TargetState.valueOf(wanted)), observed, ReconcileState.NONE);
    }

    private static Map<String, String> config(String word) {
        return switch (word) {
            case "same" -> WANTED;
            case "another" -> ANOTHER;
            default -> Map.of("topic", word);
        };
    }

    /** The wanted configuration was sent in place of another. */
    Situation replacedBeforeTheView(String config, int millis) {
        return with(memory.replacing(config(config))
                .afterPut(desired.config(), VIEW.minusMillis(millis), VIEW.minusMillis(millis)));
    }

    Situation createdBeforeTheViewAndSeen(int millis) {
        return with(
                memory.afterCreate(desired.config(), VIEW.minusMillis(millis)).afterSight());
    }

    Situation wroteBeforeTheView(int seconds) {
        return with(memory.afterPut(desired.config(), VIEW.minusSeconds(seconds), VIEW.minusSeconds(seconds)));
    }

    Situation created(int secondsAgo) {
        return with(memory.afterCreate(desired.config(), NOW.minusSeconds(secondsAgo)));
    }

    Situation wasThereUnseen(int secondsAgo) {
        return with(memory.afterConflict(Given.WAITING, NOW.minusSeconds(secondsAgo)));
    }

    Situation refused(int secondsMore) {
        return with(refusal(desired.config(), NOW.plusSeconds(secondsMore)));
    }

    Situation refusedAnotherConfig() {
        return with(refusal(Map.of("topic", "refused"), NOW.plusSeconds(60)));
    }

    Situation askedFor(String transition, int secondsAgo) {
        Step step = switch (transition) {
            case "Pause" -> new Step.Pause();
            case "Resume" -> new Step.Resume();
            case "Stop" -> new Step.Stop();
            case "Restart" -> new Step.Restart();
            default -> throw new IllegalArgumentException(transition);
        };
        return with(memory.afterTransition(step, NOW.minusSeconds(secondsAgo)));
    }

    Situation sent(Map<String, String> config) {
        return with(Given.accepted(config, memory));
    }

    Situation corrected(int times, Duration lastAgo) {
        DriftLoopGuard driftGuard = memory.driftGuard();
        for (int i = 0; i < times; i++) {
            driftGuard = driftGuard.and(NOW.minus(lastAgo));
        }
        return with(memory.with(driftGuard));
    }

    Situation restartDueIn(int seconds) {
        return with(memory.with(new Restarts(1, NOW.minusSeconds(60), NOW.plusSeconds(seconds))));
    }

    Situation withRestartAnnotation(String value) {
        return new Situation(Given.withRestartAnnotation(value, desired), observed, memory);
    }

    Situation restartCarriedOut(String value) {
        return with(Given.restartedAt(value, memory));
    }

    Situation withOffsetsChange(String id) {
        return new Situation(Given.with(new OffsetsChange(id, List.of()), desired), observed, memory);
    }

    Situation offsetsBegun(String id) {
        return with(Given.offsetsBegun(id, memory));
    }

    Situation offsetsChangedAndNotStored(String id) {
        return with(memory.afterOffsets(
                new OffsetsChange.Result(id, true, null, "2026-01-31T11:00:00Z"), VIEW.minusMillis(1)));
    }

    Situation offsetsChanged(String id) {
        return with(Given.offsets(new OffsetsChange.Result(id, true, null, "2026-01-31T11:00:00Z"), memory));
    }

    /** The plan, as text. */
    String steps() {
        List<Step> steps = ConnectorPlanner.decide(
                        desired, new Observation(observed, VIEW, RestartEvidence.Unknown), memory, NOW)
                .steps();
        return steps.isEmpty() ? "-" : steps.stream().map(Situation::text).collect(Collectors.joining(", "));
    }

    private static String text(Step step) {
        return switch (step) {
            case Step.Create create -> "Create(" + create.state() + ")";
            case Step.WaitUntil wait -> wait.when().isAfter(NOW) ? "Wait" : "Wait for the past";
            default -> step.getClass().getSimpleName();
        };
    }

    private ReconcileState refusal(Map<String, String> config, Instant until) {
        Verdict verdict = new Verdict.Stalled(Reason.ConfigInvalid, "topic is wrong");
        ReconcileState.Refusal refusal =
                new ReconcileState.Refusal(config, verdict, List.of(), until, Duration.ofSeconds(30));
        return memory.afterRefusal(refusal, NOW.minusSeconds(20));
    }

    private Situation with(ReconcileState changed) {
        return new Situation(desired, observed, changed);
    }
}
