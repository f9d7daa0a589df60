package dev.kafkaconnect.operator.applied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private static final String OWNED = "[worker image, worker cpu, replicas]";

    @ParameterizedTest(name = "image {0} is wanted, {1} is stored, {2} would be: changes {3}")
    @CsvSource({
        "v1, v1, v1, false, ''",
        "v2, v1, v2, true, ''",
        "v1, mirror/v1, mirror/v1, false, 'spec.template.spec.containers[worker].image'",
        "v2, mirror/v1, mirror/v2, true, 'spec.template.spec.containers[worker].image'",
        // The policy is gone.
        "v1, mirror/v1, v1, true, ''"
    })
    void comparesWhatIsStoredWithWhatWouldBe(
            String wanted, String stored, String result, boolean changes, String rewritten) {
        Outcome outcome = outcome(workers(wanted, "500m"), workers(stored, "500m"), workers(result, "500m"));

        assertThat(outcome.changesBeside(Set.of())).isEqualTo(changes);
        assertThat(String.join(", ", outcome.rewritten().values())).isEqualTo(rewritten);
    }

    @Test
    void anotherWayToWriteAnAmountIsNoOtherValue() {
        Outcome outcome = outcome(workers("v1", "0.5"), workers("m/v1", "500m"), workers("m/v1", "500m"));

        assertThat(outcome.changesBeside(Set.of())).isFalse();
        assertThat(outcome.rewritten().values()).containsExactly("spec.template.spec.containers[worker].image");
    }

    @Test
    void aFieldThatIsNoLongerWantedIsAChange() {
        StatefulSet stored = workers("v1", "500m");
        stored.getMetadata().getManagedFields().getFirst().getFieldsV1().setAdditionalProperty("f:metadata", "more");

        assertThat(outcome(workers("v1", "500m"), stored, workers("v1", "500m")).changesBeside(Set.of()))
                .isTrue();
    }

    @Test
    void whatOthersAddIsNone() {
        StatefulSet result = workers("v1", "500m");
        result.getMetadata().getAnnotations().put("policy.example.com/seen-at", "12:00:00");
        result.getSpec().getTemplate().getSpec().getContainers().addFirst(container("sidecar", "v9", "1"));

        Outcome outcome = outcome(workers("v1", "500m"), workers("v1", "500m"), result);

        assertThat(outcome.changesBeside(Set.of())).isFalse();
        assertThat(outcome.rewritten()).isEmpty();
    }

    @Test
    void aFieldThatIsTakenAwayIsNamed() {
        StatefulSet result = workers("v1", "500m");
        result.getSpec().getTemplate().getSpec().getContainers().getFirst().setResources(null);

        assertThat(outcome(workers("v1", "500m"), result, result).rewritten().values())
                .containsExactly("spec.template.spec.containers[worker].resources");
    }

    @Test
    void aNumberIsNamedWithTheOneThatWasWritten() {
        StatefulSet result = workers("v1", "500m");
        result.getSpec().setReplicas(2);

        assertThat(outcome(workers("v1", "500m"), result, result).rewritten().values())
                .containsExactly("spec.replicas (2 instead of 3)");
    }

    @Test
    void aFieldMovesThatGetsNeitherTheStoredNorTheWantedValue() {
        StatefulSet stored = stamped(workers("m/1", "500m"), "12:00:00");
        StatefulSet result = stamped(workers("m/2", "1"), "12:00:01");

        Outcome outcome = outcome(workers("v1", "1"), stored, result);

        assertThat(outcome.moved())
                .containsOnly(
                        entry("metadata.annotations.policy.example.com/seen-at", "12:00:01"),
                        entry("spec.template.spec.containers[worker].image", "m/2"));
    }

    @Test
    void aFieldThatIsNewInAMapMovesByItsOwnName() {
        StatefulSet stored = workers("v1", "500m");
        stored.getMetadata().setAnnotations(null);
        StatefulSet result = stamped(workers("v1", "500m"), "12:00:01");

        assertThat(outcome(workers("v1", "500m"), stored, result).moved())
                .containsOnlyKeys("metadata.annotations.policy.example.com/seen-at");
    }

    @Test
    void whatTheApiServerWritesItselfDoesNotMove() {
        StatefulSet result = workers("v1", "500m");
        result.getMetadata().setGeneration(2L);
        result.getMetadata().getManagedFields().getFirst().setTime("2026-01-31T12:00:00Z");

        assertThat(outcome(workers("v1", "500m"), workers("v1", "500m"), result).moved())
                .isEmpty();
    }

    @Test
    void whatIsRestlessDoesNotCount() {
        Outcome outcome = outcome(workers("v1", "500m"), workers("m/1", "500m"), workers("m/2", "500m"));

        assertThat(outcome.changesBeside(Set.of("spec.template.spec.containers[worker].image")))
                .isFalse();
        assertThat(outcome.changesBeside(Set.of("spec.replicas"))).isTrue();
    }

    private static StatefulSet stamped(StatefulSet set, String time) {
        set.getMetadata().getAnnotations().put("policy.example.com/seen-at", time);
        return set;
    }

    private static Outcome outcome(HasMetadata desired, HasMetadata before, HasMetadata after) {
        return Outcome.of(desired, before, after, "operator", SERIALIZATION);
    }

    private static Container container(String name, String image, String cpu) {
        return workers(image, cpu, name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static StatefulSet workers(String image, String cpu) {
        return workers(image, cpu, "worker");
    }

    private static StatefulSet workers(String image, String cpu, String container) {
        return SERIALIZATION.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: example
                  annotations: {given: 'yes'}
                  managedFields:
                    - {manager: operator, operation: Apply, fieldsType: FieldsV1, fieldsV1: {'f:spec': '%s'}}
                spec:
                  replicas: 3
                  template:
                    spec:
                      containers: [{name: %s, image: %s, args: [a, b], resources: {requests: {cpu: '%s'}}}]
                """.formatted(OWNED, container, image, cpu), StatefulSet.class);
    }
}
