package dev.kafkaconnect.operator.status;

import dev.kafkaconnect.operator.status.ConditionDraft.Truth;
import dev.kafkaconnect.operator.text.Shortened;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes all conditions of a resource at once, in one fixed order (another order would count as a change for server-side
 * apply), following the kstatus convention: Ready always, Reconciling and Stalled only while true.
 */
public final class Conditions {

    /** A message is for people; the API server would take 32,768 characters. */
    static final int LONGEST_MESSAGE = 1_500;

    private Conditions() {}

    /**
     * @param previous conditions as last written; their times are kept where the status did not change
     * @param facts further conditions, in the order in which they are to appear
     */
    public static List<Condition> of(
            Verdict verdict,
            List<ConditionDraft> facts,
            @Nullable List<Condition> previous,
            @Nullable Long generation,
            Instant now) {
        Map<String, Condition> before = previous == null
                ? new HashMap<>()
                : previous.stream()
                        .collect(Collectors.toMap(Condition::getType, Function.identity(), (a, b) -> a, HashMap::new));
        Verdict settled =
                verdict instanceof Verdict.Awaiting missing ? settled(missing, before, generation, now) : verdict;
        List<ConditionDraft> all = new ArrayList<>(summary(settled));
        all.addAll(facts);
        return all.stream()
                .map(fact -> condition(fact, before.get(fact.type()), generation, now))
                .toList();
    }

    /** Forgets since when something else was missing, so that the grace time begins again. */
    private static Verdict settled(
            Verdict.Awaiting missing, Map<String, Condition> before, @Nullable Long generation, Instant now) {
        if (GraceTime.isCounted(missing, before.get("Stalled"), generation)) {
            return new Verdict.Stalled(missing.reason(), missing.message());
        }
        Condition reconciling = before.get("Reconciling");
        if (reconciling == null || !GraceTime.isCounted(missing, reconciling, generation)) {
            before.remove("Reconciling");
            return missing;
        }
        return GraceTime.isOver(reconciling, now) ? new Verdict.Stalled(missing.reason(), missing.message()) : missing;
    }

    private static List<ConditionDraft> summary(Verdict verdict) {
        Reason reason = verdict.reason();
        String message = verdict.message();
        return switch (verdict) {
            case Verdict.Ready ready -> List.of(ConditionDraft.yes("Ready", reason, message));
            case Verdict.Progressing waiting -> reconciling(reason, message);
            case Verdict.Awaiting missing -> reconciling(reason, message);
            case Verdict.Stalled stalled ->
                List.of(ConditionDraft.no("Ready", reason, message), ConditionDraft.yes("Stalled", reason, message));
            case Verdict.Unknown unclear ->
                List.of(
                        ConditionDraft.unknown("Ready", reason, message),
                        ConditionDraft.yes("Reconciling", reason, message));
        };
    }

    private static List<ConditionDraft> reconciling(Reason reason, String message) {
        return List.of(ConditionDraft.no("Ready", reason, message), ConditionDraft.yes("Reconciling", reason, message));
    }

    private static Condition condition(
            ConditionDraft fact, @Nullable Condition before, @Nullable Long generation, Instant now) {
        Truth truth = fact.truth();
        String since = before != null && truth.name().equals(before.getStatus())
                ? before.getLastTransitionTime()
                : now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new ConditionBuilder()
                .withType(fact.type())
                .withStatus(truth.name())
                .withReason(fact.reason().name())
                .withMessage(Shortened.to(LONGEST_MESSAGE, fact.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }
}
