package dev.kafkaconnect.operator.cluster.standalone;

import dev.kafkaconnect.operator.cluster.plan.ChildMetadata;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.Optional;

/**
 * The volume on which a standalone worker keeps its source offsets. A claim of its own and not one of the StatefulSet's
 * templates, so that it depends on the ConnectCluster alone: deleting the StatefulSet never deletes offsets. Pure.
 */
public final class OffsetsVolume {
    static final String DIRECTORY = "/var/lib/kafka-connect";
    private static final String STORAGE = "storage";
    private static final Quantity NOTHING = new Quantity("0");

    public static final String FILE = DIRECTORY + "/connect.offsets";

    /** Group of the files on the volume, so that a worker that is no root may write to it whatever its user is. */
    public static final long GROUP = 1001;

    private OffsetsVolume() {}

    /** One that is to outlive the ConnectCluster has no owner, and is found again by its name. */
    public static PersistentVolumeClaim claim(ClusterPlan plan, WorkerMode.Standalone mode) {
        ObjectMeta metadata = ChildMetadata.of(plan, plan.offsetsClaim());
        if (mode.keepsVolume()) {
            metadata.setOwnerReferences(null);
        }
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(mode.storageClass())
                .withNewResources()
                .addToRequests(STORAGE, new Quantity(mode.size()))
                .endResources()
                .endSpec()
                .build();
    }

    /**
     * A claim that is there, perhaps from an earlier ConnectCluster, is taken as it is, but for its size: that can grow.
     *
     * @param fieldManager under which the operator writes
     * @return empty when nothing of it is to be written: the operator has not made it, so it never goes with a ConnectCluster
     */
    public static Optional<HasMetadata> asItIs(
            PersistentVolumeClaim wanted, Optional<PersistentVolumeClaim> existing, String fieldManager) {
        if (existing.isEmpty()) {
            return Optional.of(wanted);
        }
        PersistentVolumeClaim claim = existing.get();
        return isMadeBy(fieldManager, claim.getMetadata())
                ? Optional.of(new PersistentVolumeClaimBuilder(wanted)
                        .editSpec()
                        .withStorageClassName(
                                wanted.getSpec().getStorageClassName() == null
                                        ? null
                                        : claim.getSpec().getStorageClassName())
                        .withAccessModes(claim.getSpec().getAccessModes())
                        .withResources(
                                larger(wanted, claim)
                                        ? wanted.getSpec().getResources()
                                        : claim.getSpec().getResources())
                        .endSpec()
                        .build())
                : Optional.empty();
    }

    /** Why the claim cannot have the size that is written in the spec. */
    public static Optional<Verdict> problem(
            WorkerMode.Standalone mode,
            PersistentVolumeClaim wanted,
            Optional<PersistentVolumeClaim> existing,
            String fieldManager) {
        return existing.filter(claim -> mode.wantedSize() != null
                        && isMadeBy(fieldManager, claim.getMetadata())
                        && larger(claim, wanted))
                .map(claim -> new Verdict.Stalled(
                        Reason.ConfigInvalid,
                        "spec.storage.size is %s, but the claim %s has %s, and volumes cannot shrink; write %3$s or leave the size out"
                                .formatted(
                                        mode.wantedSize(), claim.getMetadata().getName(), size(claim))));
    }

    private static boolean larger(PersistentVolumeClaim one, PersistentVolumeClaim other) {
        return Quantity.getAmountInBytes(size(one)).compareTo(Quantity.getAmountInBytes(size(other))) > 0;
    }

    private static Quantity size(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().getOrDefault(STORAGE, NOTHING);
    }

    private static boolean isMadeBy(String fieldManager, ObjectMeta claim) {
        return claim.getManagedFields().stream().anyMatch(fields -> fieldManager.equals(fields.getManager()));
    }

    public static PodPart mounted(ClusterPlan plan) {
        return PodPart.mounted(
                new VolumeBuilder()
                        .withName("offsets")
                        .withNewPersistentVolumeClaim()
                        .withClaimName(plan.offsetsClaim())
                        .endPersistentVolumeClaim()
                        .build(),
                new VolumeMountBuilder()
                        .withName("offsets")
                        .withMountPath(DIRECTORY)
                        .build());
    }
}
