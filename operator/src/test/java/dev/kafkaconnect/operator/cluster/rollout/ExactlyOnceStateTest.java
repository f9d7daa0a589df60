package dev.kafkaconnect.operator.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.rollout.ExactlyOnceSteps.State;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.cluster.workers.RolloutAnnotation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the StatefulSet and its pods say about the way to exactly-once sources. */
class ExactlyOnceStateTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /**
     * Workers: n runs the new revision, o the old one; a capital letter is not ready, a star behind it means for eleven minutes,
     * - is missing. New is preparing, old is disabled.
     */
    @ParameterizedTest(name = "{0} of {1}, current {2}, seen {3}, memory {4}: {5}, {6}")
    @CsvSource(textBlock = """
            nnn,    3, new, yes, no,  SETTLED, P
            nnn,    3, new, no,  no,  MOVING,  P
            nnn,    3, new, yes, yes, MOVING,  P
            nnn,    3, old, yes, no,  MOVING,  P
            nnN,    3, new, yes, no,  MOVING,  P
            nnN*,   3, new, yes, no,  STUCK,   P
            nno,    3, old, yes, yes, MOVING,  DP
            ooo,    3, old, yes, no,  MOVING,  D
            ooN*,   3, old, yes, yes, STUCK,   DP
            N*nn,   3, old, yes, yes, STUCK,   P
            nn-,    3, new, yes, no,  MOVING,  P
            nn-,    3, old, yes, no,  MOVING,  DPE
            nnnn,   3, new, yes, no,  MOVING,  P
            nnno,   3, new, yes, no,  MOVING,  DP
            ---,    0, new, yes, no,  NONE,    ''
            ---,    0, new, no,  no,  MOVING,  ''
            n--,    0, new, yes, no,  MOVING,  P
            ---,    3, new, yes, no,  MOVING,  ''
            """)
    void isReadOffTheWorkers(
            String workers, int replicas, String current, String seen, String memory, State state, String running) {
        List<Pod> pods = pods(workers);

        ExactlyOnceSteps steps = ExactlyOnceSteps.of(
                statefulSet(replicas, current, seen.equals("yes"), memory.equals("yes"), pods.size()),
                pods,
                DEADLINE,
                NOW);

        assertThat(steps.template()).isEqualTo(ExactlyOncePhase.Preparing);
        assertThat(steps.state()).isEqualTo(state);
        assertThat(letters(steps.running())).isEqualTo(running);
    }

    @Test
    void aWorkerThatIsAboutToEndIsStillThere() {
        List<Pod> pods = new ArrayList<>(pods("nn"));
        pods.add(new PodBuilder(pod(2, "new", true, false))
                .editMetadata()
                .withDeletionTimestamp("2026-01-31T11:59:59Z")
                .endMetadata()
                .build());

        ExactlyOnceSteps steps = ExactlyOnceSteps.of(statefulSet(2, "new", true, false, 3), pods, DEADLINE, NOW);

        assertThat(steps.state()).isEqualTo(State.MOVING);
    }

    private static String letters(Set<ExactlyOncePhase> phases) {
        StringBuilder letters = new StringBuilder();
        phases.forEach(phase -> letters.append(phase.name().charAt(0)));
        return letters.toString();
    }

    private static List<Pod> pods(String workers) {
        List<Pod> pods = new ArrayList<>();
        int ordinal = 0;
        for (int at = 0; at < workers.length(); at++) {
            char letter = workers.charAt(at);
            boolean sinceLong = at + 1 < workers.length() && workers.charAt(at + 1) == '*';
            if (letter != '-' && letter != '*') {
                String revision = Character.toLowerCase(letter) == 'n' ? "new" : "old";
                pods.add(pod(ordinal, revision, Character.isLowerCase(letter), sinceLong));
            }
            ordinal += letter == '*' ? 0 : 1;
        }
        return pods;
    }

    private static Pod pod(int ordinal, String revision, boolean ready, boolean longAgo) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-" + ordinal)
                .withCreationTimestamp("2026-01-31T00:00:00Z")
                .withLabels(Map.of("controller-revision-hash", revision))
                .withAnnotations(properties(revision.equals("new")))
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .withLastTransitionTime(
                        NOW.minus(Duration.ofMinutes(longAgo ? 11 : 9)).toString())
                .endCondition()
                .endStatus()
                .build();
    }

    private static Map<String, String> properties(boolean preparing) {
        return Map.of(
                WorkerPodNames.PROPERTIES,
                "client.id=a\\=b\n" + (preparing ? "exactly.once.source.support=preparing\n" : "") + "group.id=g\n");
    }

    private static StatefulSet statefulSet(int replicas, String current, boolean seen, boolean memory, int existing) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName("payments-worker")
                .withGeneration(2L)
                .withAnnotations(memory ? Map.of(RolloutAnnotation.NAME, "anything") : Map.of())
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withNewMetadata()
                .withAnnotations(properties(true))
                .endMetadata()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(seen ? 2L : 1L)
                .withReplicas(existing)
                .withCurrentRevision(current)
                .withUpdateRevision("new")
                .endStatus()
                .build();
    }
}
