package dev.kafkaconnect.operator.cluster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectclusterspec.Storage;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetsVolumeTest {
    private static final String MANAGER = "the-operator";

    @ParameterizedTest
    @CsvSource({
        "1Gi, 2Gi, 2Gi",
        "1Gi, 1024Mi, 1Gi",
        "2Gi, 1Gi, 2Gi",
        "2Gi, , 2Gi",
    })
    void aClaimGrowsAndNeverShrinks(String there, @Nullable String wanted, String applied) throws InvalidSpec {
        WorkerMode.Standalone mode = mode(wanted);

        PersistentVolumeClaim next =
                (PersistentVolumeClaim) OffsetsVolume.asItIs(claim(mode), Optional.of(existing(mode, there)), MANAGER)
                        .orElseThrow();

        assertThat(next.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity(applied));
    }

    @Test
    void aSizeBelowThatOfTheClaimIsToldWithBoth() throws InvalidSpec {
        WorkerMode.Standalone mode = mode("1Gi");

        assertThat(OffsetsVolume.problem(mode, claim(mode), Optional.of(existing(mode, "2Gi")), MANAGER))
                .map(Verdict::message)
                .contains(
                        "spec.storage.size is 1Gi, but the claim payments-offsets has 2Gi, and volumes cannot shrink; write 2Gi or leave the size out");
    }

    @ParameterizedTest
    @CsvSource({"2Gi, 2Gi", "1Gi, 2Gi", "2Gi, "})
    void aSizeThatCanBeIsNoProblem(String there, @Nullable String wanted) throws InvalidSpec {
        WorkerMode.Standalone mode = mode(wanted);

        assertThat(OffsetsVolume.problem(mode, claim(mode), Optional.of(existing(mode, there)), MANAGER))
                .isEmpty();
    }

    private static PersistentVolumeClaim existing(WorkerMode.Standalone mode, String size) throws InvalidSpec {
        return new PersistentVolumeClaimBuilder(claim(mode))
                .editMetadata()
                .addToManagedFields(
                        new ManagedFieldsEntryBuilder().withManager(MANAGER).build())
                .endMetadata()
                .editSpec()
                .editResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec()
                .build();
    }

    private static PersistentVolumeClaim claim(WorkerMode.Standalone mode) throws InvalidSpec {
        return OffsetsVolume.claim(Clusters.PLANNER.plan(Clusters.cluster("team", "payments")), mode);
    }

    private static WorkerMode.Standalone mode(@Nullable String size) {
        Storage storage = new Storage();
        storage.setSize(size);
        return WorkerMode.Standalone.of(Optional.of(storage));
    }
}
