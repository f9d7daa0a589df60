package dev.kafkaconnect.operator.cluster.plan;

import static dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage.PLAIN;
import static dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage.SECURED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.rest.TlsMigration;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsMigrationStageTest {

    /**
     * Workers and the template: p plain, r prepared, s secured; of workers a capital when not ready, - when missing. Rollout:
     * over, or still under way.
     */
    @ParameterizedTest(name = "to {0}: workers {1}, template {2}, rollout {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # on: all are prepared first, and secured once the rollout to that is over
            SECURED | ppp | p | over  | PREPARED
            SECURED | ppr | r | still | PREPARED
            SECURED | prr | r | still | PREPARED
            SECURED | -rr | r | still | PREPARED
            SECURED | Rrr | r | still | PREPARED
            SECURED | rrr | r | still | PREPARED
            SECURED | rrR | r | over  | PREPARED
            SECURED | rr- | r | over  | PREPARED
            SECURED | rrr | r | over  | SECURED
            SECURED | rrs | s | still | SECURED
            SECURED | sss | s | over  | SECURED
            SECURED | s-S | s | still | SECURED
            # one that came back as it was before holds the others back
            SECURED | prs | s | still | PREPARED
            # off: the same the other way round
            PLAIN   | sss | s | over  | PREPARED
            PLAIN   | ssr | r | still | PREPARED
            PLAIN   | -rr | r | still | PREPARED
            PLAIN   | rrr | r | over  | PLAIN
            PLAIN   | rrp | p | still | PLAIN
            PLAIN   | ppp | p | over  | PLAIN
            # given up half-way, also because it does not work: straight back
            PLAIN   | ppR | r | still | PLAIN
            PLAIN   | prr | r | still | PLAIN
            SECURED | rss | r | still | SECURED
            PLAIN   | rrS | s | still | PREPARED
            SECURED | rrp | p | still | PREPARED
            # nobody to talk to
            SECURED | p   | p | over  | SECURED
            PLAIN   | s   | s | over  | PLAIN
            SECURED | -   | p | over  | SECURED
            SECURED | --- | p | over  | SECURED
            """)
    void workersThatTalkToOneAnotherArePreparedFirst(
            TlsMigrationStage goal, String workers, char template, String rollout, TlsMigrationStage expected) {
        StatefulSet set = set(template, workers.length(), rollout.equals("over"));

        assertThat(TlsMigration.next(goal, workers.length(), set, pods(workers)))
                .isEqualTo(expected);
    }

    @Test
    void newClustersHaveNoWayToGo() {
        assertThat(TlsMigration.next(SECURED, 3, null, List.of())).isEqualTo(SECURED);
        assertThat(TlsMigration.next(PLAIN, 3, null, List.of())).isEqualTo(PLAIN);
    }

    @Test
    void podsThatAreNotSeenMayBeThere() {
        StatefulSet set = new StatefulSetBuilder(set('p', 3, true))
                .editStatus()
                .withReplicas(3)
                .endStatus()
                .build();

        assertThat(TlsMigration.next(SECURED, 3, set, List.of())).isEqualTo(TlsMigrationStage.PREPARED);
    }

    @Test
    void theOnlyWorkerOfAClusterThatGrowsIsNotAlone() {
        assertThat(TlsMigration.next(SECURED, 3, set('p', 1, true), pods("p"))).isEqualTo(TlsMigrationStage.PREPARED);
    }

    private static StatefulSet set(char template, int replicas, boolean over) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName("payments-worker")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withNewMetadata()
                .withAnnotations(annotations(template))
                .endMetadata()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withUpdateRevision("revision-" + template)
                .withCurrentRevision(over ? "revision-" + template : "before")
                .endStatus()
                .build();
    }

    private static Map<String, String> annotations(char stage) {
        return switch (stage) {
            case 's' -> Map.of(WorkerPodNames.REST_TLS, "0123");
            case 'r' -> Map.of(WorkerPodNames.REST_TLS, "0123", WorkerPodNames.REST_TLS_PREPARED, "true");
            default -> Map.of();
        };
    }

    private static List<Pod> pods(String workers) {
        return IntStream.range(0, workers.length())
                .filter(ordinal -> workers.charAt(ordinal) != '-')
                .mapToObj(ordinal -> pod(ordinal, workers.charAt(ordinal)))
                .toList();
    }

    private static Pod pod(int ordinal, char letter) {
        char stage = Character.toLowerCase(letter);
        return new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-" + ordinal)
                .withLabels(Map.of("controller-revision-hash", "revision-" + stage))
                .withAnnotations(annotations(stage))
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(letter == stage ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }
}
