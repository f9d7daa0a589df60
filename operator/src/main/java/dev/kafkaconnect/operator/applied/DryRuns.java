package dev.kafkaconnect.operator.applied;

import dev.kafkaconnect.operator.requests.ApiRefusal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the API server what applying an object would change, where the stored one is not as it was written: a policy or webhook
 * that rewrites a field would rewrite it again. An answer holds while the stored object stays the same, for a minute at most,
 * so that a policy that is gone is noticed. Nothing of this has to outlive the operator.
 */
public final class DryRuns {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    /** Longer than a pass, in which the same object is compared with what is stored and with what comes next. */
    private static final Duration TOLD_FOR = Duration.ofMinutes(10);

    private static final String TEMPLATE = "spec.template.";

    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Key, Renewals> renewals = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Key(String kind, String name) {}

    /** @param restless fields that get another value with each write */
    private record Answer(HasMetadata desired, String version, Outcome outcome, Set<String> restless, Instant asked) {
        Stream<String> rewritten() {
            return outcome.rewritten().entrySet().stream()
                    .filter(entry -> !restless.contains(entry.getKey()))
                    .map(Map.Entry::getValue);
        }
    }

    public DryRuns(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether the stored object would be another one, beside what is renewed with each write.
     *
     * @param manager who applies
     */
    public boolean changes(HasMetadata desired, HasMetadata actual, String manager, KubernetesClient client) {
        Key key = key(desired);
        Answer answer = answers.get(key);
        Instant now = clock.instant();
        if (answer == null
                || !answer.desired().equals(desired)
                || !Objects.equals(answer.version(), actual.getMetadata().getResourceVersion())
                || !now.isBefore(answer.asked().plus(GOOD_FOR))) {
            Outcome outcome = outcome(desired, actual, manager, client);
            Renewals known =
                    renewals.getOrDefault(key, Renewals.none()).with(content(desired, client), outcome.moved());
            renewals.put(key, known);
            answer = new Answer(
                    desired,
                    actual.getMetadata().getResourceVersion(),
                    outcome,
                    inBoth(known.proven(), outcome.moved().keySet()),
                    now);
            answers.put(key, answer);
        }
        return answer.outcome().changesBeside(answer.restless());
    }

    /**
     * Whether any write would give the template of pods that is stored another value, by the last answer.
     *
     * @param before whether it did so before, as far as the stored object shows; then no further proof is needed
     */
    public boolean renewsTemplate(HasMetadata desired, boolean before) {
        Answer answer = answers.get(key(desired));
        if (answer == null || !answer.desired().equals(desired)) {
            return false;
        }
        if (before) {
            Set<String> restless = new HashSet<>(answer.restless());
            answer.outcome().moved().keySet().stream()
                    .filter(path -> path.startsWith(TEMPLATE))
                    .forEach(restless::add);
            answer = new Answer(
                    answer.desired(), answer.version(), answer.outcome(), Set.copyOf(restless), answer.asked());
            answers.put(key(desired), answer);
        }
        return answer.restless().stream().anyMatch(path -> path.startsWith(TEMPLATE));
    }

    private static Outcome outcome(HasMetadata desired, HasMetadata actual, String manager, KubernetesClient client) {
        try {
            HasMetadata after = client.resource(desired)
                    .dryRun()
                    .fieldManager(manager)
                    .forceConflicts()
                    .serverSideApply();
            return Outcome.of(desired, actual, after, manager, client.getKubernetesSerialization());
        } catch (KubernetesClientException refused) {
            if (ApiRefusal.of(refused).isEmpty()) {
                throw refused;
            }
            // The apply that follows reports the reason.
            return Outcome.refused();
        }
    }

    /** The template where there is one: what else a rollout writes says nothing of what is in the pods. */
    private static Object content(HasMetadata desired, KubernetesClient client) {
        Map<?, ?> all = client.getKubernetesSerialization().convertValue(desired, Map.class);
        return all.get("spec") instanceof Map<?, ?> spec && spec.get("template") instanceof Map<?, ?> template
                ? template
                : all;
    }

    private static Set<String> inBoth(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** That it is stored as it was written. What others add with each write is reported for some time. */
    public void isAsWritten(HasMetadata desired) {
        Instant old = clock.instant().minus(TOLD_FOR);
        answers.computeIfPresent(
                key(desired),
                (key, answer) -> answer.restless().isEmpty() || !answer.asked().isAfter(old) ? null : answer);
    }

    /** The fields of a cluster's objects that always get the same other value, for people; sorted. */
    public List<String> rewritten() {
        return told(Answer::rewritten);
    }

    /** The fields of a cluster's objects that get another value with each write, for people; sorted. */
    public List<String> renewed() {
        return told(answer -> new TreeSet<>(answer.restless()).stream());
    }

    private List<String> told(Function<Answer, Stream<String>> fields) {
        return answers.entrySet().stream()
                .flatMap(entry -> {
                    String names = fields.apply(entry.getValue()).collect(Collectors.joining(", "));
                    Key object = entry.getKey();
                    return names.isEmpty()
                            ? Stream.of()
                            : Stream.of("%s of the %s %s".formatted(names, object.kind(), object.name()));
                })
                .sorted()
                .toList();
    }

    private static Key key(HasMetadata object) {
        return new Key(object.getKind(), object.getMetadata().getName());
    }
}
